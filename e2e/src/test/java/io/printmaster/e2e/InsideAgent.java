package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.send.Breaker;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.RequestLimits;
import io.printmaster.agent.send.RetryPolicy;
import io.printmaster.agent.send.Retrying;
import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.sqlite.DataDirectory;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore;
import io.printmaster.agent.store.sqlite.OverflowLimits;
import io.printmaster.agent.store.sqlite.SqliteVault;
import io.printmaster.agent.survey.Survey;
import io.printmaster.agent.survey.SurveySettings;
import io.printmaster.agent.upload.ConnectionState;
import io.printmaster.agent.upload.Enrollment;
import io.printmaster.agent.upload.HeartbeatWorker;
import io.printmaster.agent.upload.Invitation;
import io.printmaster.agent.upload.JoinResult;
import io.printmaster.agent.upload.Line;
import io.printmaster.agent.upload.UploadWorker;
import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.UploadHealth;
import io.printmaster.program.SteadyClock;
import io.printmaster.wire.JoinString;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The agent's own parts in the test's process: the real survey, store, line and workers, put together as `run` does
/// it, with printers that are canned and a time that is the test's. What waits in the product does not wait here.
final class InsideAgent implements AutoCloseable {
    static final Duration UPLOAD_EVERY = Duration.ofMinutes(5);
    static final Duration HEARTBEAT_EVERY = Duration.ofMinutes(1);
    private static final OverflowLimits LIMITS = new OverflowLimits(50_000_000, Duration.ofMinutes(10), 1_000);

    final VirtualTime time;
    final CannedPrinters printers;
    final OverflowDeviceStore store;
    final Line line;
    final Survey survey;

    private final DataDirectory directory;
    private final SqliteVault vault = SqliteVault.inMemory(new SecureRandom());
    private final Breaker breaker;
    private final UploadWorker uploads;
    private final HeartbeatWorker heartbeats;
    private boolean serverCameBack;
    private long lastOnline;

    private InsideAgent(Path data, VirtualTime time, int printers, OverflowLimits limits, RequestLimits requests) {
        this.time = time;
        SteadyClock clock = new SteadyClock(time, time::nanos, step -> {});
        this.printers = new CannedPrinters(printers, clock);
        this.directory = DataDirectory.take(data);
        this.store = OverflowDeviceStore.open(directory, limits, clock);
        Pace pace = time.pace(clock, 7);
        Enrollment enrollment = new Enrollment(
                vault, new AgentId("agent-inside"), Enrollment.Fixed.NOTHING, () -> AgentFacts.NONE, pace, requests);
        this.breaker = new Breaker(pace.nanos(), Duration.ofMinutes(1), pace.random());
        this.line = new Line(enrollment, new Retrying(RetryPolicy.SEED, pace), breaker, pace, requests);
        this.uploads =
                new UploadWorker(line, store, new UploadWorker.Limits(500, 900_000), UPLOAD_EVERY, pace, () -> {});
        this.heartbeats = new HeartbeatWorker(
                line,
                Optional::empty,
                () -> HeartbeatWorker.active(
                        line.agentId(),
                        time.instant(),
                        new HeartbeatWorker.Report(
                                "", AgentFacts.NONE, printers, new UploadHealth(0, 0, 0, "", "", "", Map.of()))),
                HEARTBEAT_EVERY,
                pace,
                () -> serverCameBack = true);
        this.survey = new Survey(
                List.of(this.printers),
                this.printers,
                store,
                new SurveySettings(8, Duration.ofHours(24), Duration.ofHours(1)),
                clock);
    }

    /// With the default limits of memory.
    static InsideAgent in(Path data, VirtualTime time, int printers) {
        return in(data, time, printers, LIMITS, RequestLimits.DEFAULT);
    }

    static InsideAgent in(Path data, VirtualTime time, int printers, OverflowLimits limits, RequestLimits requests) {
        return new InsideAgent(data, time, printers, limits, requests);
    }

    void join(JoinString join) throws InterruptedException {
        assertThat(line.join(new Invitation.ByString(join))).isInstanceOf(JoinResult.Joined.class);
    }

    /// One cycle of the survey.
    void collect() {
        survey.run(TargetList.NONE);
    }

    /// One heartbeat or probe, if one is due.
    ///
    /// @return until the next
    Duration heartbeat() throws InterruptedException {
        Duration pause = heartbeats.round();
        if (line.status().state() == ConnectionState.ONLINE) {
            lastOnline = time.nanos();
        }
        return pause;
    }

    /// One round of uploads, and the look at the storage after it.
    Duration upload() throws InterruptedException {
        Duration pause = uploads.round();
        look();
        return pause;
    }

    void look() {
        store.check(Duration.ofNanos(time.nanos() - lastOnline));
    }

    /// Whether the server was found to be back since the last question.
    boolean serverCameBack() {
        boolean was = serverCameBack;
        serverCameBack = false;
        return was;
    }

    boolean breakerOpen() {
        return breaker.state() == Breaker.State.OPEN;
    }

    int waiting() {
        return store.outbox().count(RecordKind.DEVICE) + store.outbox().count(RecordKind.METRICS);
    }

    Ledger ledger() {
        return store.outbox().ledger();
    }

    @Override
    public void close() {
        line.close();
        store.close();
        vault.close();
        directory.close();
    }
}
