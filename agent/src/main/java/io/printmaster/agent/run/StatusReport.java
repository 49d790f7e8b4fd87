package io.printmaster.agent.run;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.discover.FindProgress;
import io.printmaster.agent.discover.SkipReason;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import io.printmaster.agent.survey.SurveyProgress;
import io.printmaster.agent.upload.Line;
import io.printmaster.agent.upload.LineStatus;
import io.printmaster.agent.upload.UploadStatistics;
import io.printmaster.agent.upload.UploadWorker;
import io.printmaster.agent.web.AgentStatus;
import io.printmaster.model.UploadHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Gathers how the agent is, from the running parts or, when none run, from the databases: the one source of `status`,
/// the page, the metrics and the heartbeats. Thread-safe.
///
/// @param store its own, or looked into
record StatusReport(AgentSettings settings, DeviceStore store, Clock clock) {

    /// The parts that only a running agent has.
    ///
    /// @param server the address to tell; empty when none is known
    /// @param page   where its own page is; empty when nowhere
    /// @param lead   how far the times of readings are ahead of the machine's clock since that was set back
    record Running(
            Line line,
            SurveyLoop survey,
            UploadWorker uploads,
            Instant started,
            String server,
            String page,
            Duration lead) {}

    /// Of a running agent.
    AgentStatus of(Running running) {
        Line line = running.line;
        AgentStatus.Connection connection = new AgentStatus.Connection(
                running.server,
                settings.server().enabled(),
                line.server().isPresent(),
                Optional.of(line.status()),
                line.untilNextProbe(),
                line.clockSkew().map(skew -> skew.plus(running.lead)));
        return status(
                program(line.agentId().value(), Optional.of(running.started), running.page),
                connection,
                new AgentStatus.Uploads(
                        running.uploads.statistics(), running.survey.delta().bytesSaved()),
                scan(running.survey.progress(), running.survey.search()));
    }

    /// Of a command that sends while no agent runs.
    AgentStatus sending(Line line) {
        AgentStatus.Connection connection = new AgentStatus.Connection(
                line.server().map(Object::toString).orElse(""),
                true,
                line.server().isPresent(),
                Optional.of(line.status()),
                line.untilNextProbe(),
                line.clockSkew());
        return status(
                program(line.agentId().value(), Optional.empty(), ""),
                connection,
                AgentStatus.Uploads.NONE,
                scan(SurveyProgress.NONE, Optional.empty()));
    }

    /// Of an agent that does not run.
    AgentStatus stopped(String agentId, String server, boolean joined) {
        AgentStatus.Connection connection = new AgentStatus.Connection(
                server, settings.server().enabled(), joined, Optional.empty(), Duration.ZERO, Optional.empty());
        return status(
                program(agentId, Optional.empty(), ""),
                connection,
                AgentStatus.Uploads.NONE,
                scan(SurveyProgress.NONE, Optional.empty()));
    }

    private static AgentStatus.Program program(String agentId, Optional<Instant> started, String page) {
        return new AgentStatus.Program(agentId, Version.text(), "Java " + Runtime.version(), started, page);
    }

    /// Counts and ledger are of one moment.
    private AgentStatus status(
            AgentStatus.Program program,
            AgentStatus.Connection connection,
            AgentStatus.Uploads uploads,
            AgentStatus.Scan scan) {
        return store.transaction(() -> new AgentStatus(
                clock.instant(),
                program,
                connection,
                storage(connection.line().isPresent()),
                new AgentStatus.Queue(
                        store.outbox().count(RecordKind.DEVICE),
                        store.outbox().count(RecordKind.METRICS),
                        store.outbox().oldest()),
                store.outbox().ledger(),
                uploads,
                store.printers().count(),
                scan));
    }

    private AgentStatus.Storage storage(boolean running) {
        String mode = settings.storage().mode().name().toLowerCase(Locale.ROOT);
        Path directory = settings.storage().dataDirectory();
        long bytes = spillBytes(directory);
        if (running && store instanceof OverflowDeviceStore overflow) {
            OverflowDeviceStore.Status now = overflow.status();
            return new AgentStatus.Storage(
                    mode,
                    directory.toString(),
                    now.place().word(),
                    Optional.of(now.since()),
                    now.why(),
                    now.fault(),
                    now.spills(),
                    bytes);
        }
        return new AgentStatus.Storage(
                mode, directory.toString(), running ? mode : "", Optional.empty(), "", "", 0, bytes);
    }

    /// The database and what of it is in its log.
    private static long spillBytes(Path directory) {
        return size(directory.resolve(SqliteDeviceStore.FILE_NAME))
                + size(directory.resolve(SqliteDeviceStore.FILE_NAME + "-wal"));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    private AgentStatus.Scan scan(SurveyProgress survey, Optional<FindProgress> search) {
        return new AgentStatus.Scan(
                survey.running(),
                survey.started(),
                survey.addresses(),
                survey.reading(),
                survey.found(),
                survey.changed(),
                survey.errors(),
                survey.running() ? search.filter(FindProgress::running).map(StatusReport::search) : Optional.empty(),
                store.scans().newest(1).stream()
                        .findFirst()
                        .map(run -> new AgentStatus.LastScan(
                                run.ended(),
                                Duration.between(run.started(), run.ended()),
                                run.addresses(),
                                run.found(),
                                run.changed(),
                                run.errors())));
    }

    private static AgentStatus.Search search(FindProgress progress) {
        Map<String, Long> skipped = new LinkedHashMap<>();
        for (SkipReason reason : SkipReason.values()) {
            skipped.put(reason.word(), progress.skipped().getOrDefault(reason, 0L));
        }
        return new AgentStatus.Search(
                progress.asked(), progress.answered(), progress.found(), progress.packets(), progress.left(), skipped);
    }

    /// The same for a heartbeat.
    static UploadHealth health(AgentStatus status) {
        UploadStatistics sent = status.uploads().statistics();
        AgentStatus.Storage storage = status.storage();
        Optional<LineStatus> line = status.connection().line();
        return new UploadHealth(
                status.queue().devices(),
                status.queue().metrics(),
                status.queue()
                        .oldest()
                        .map(at -> Duration.between(at, status.at()).toSeconds())
                        .orElse(0L),
                line.filter(LineStatus::breakerOpen).isPresent() ? "open" : "closed",
                storage.place(),
                line.map(LineStatus::lastError).orElse(""),
                ledger(status.ledger()),
                new UploadHealth.Sent(
                        sent.batches(),
                        sent.failed(),
                        sent.records(),
                        sent.wireBytes(),
                        sent.bytes(),
                        status.uploads().savedByDelta()),
                new UploadHealth.Spill(storage.spillBytes(), storage.since(), storage.reason(), storage.fault()));
    }

    private static Map<String, Long> ledger(Ledger ledger) {
        Map<String, Long> lines = new TreeMap<>(Map.of(
                "collected", ledger.collected(),
                "acknowledged", ledger.acknowledged(),
                "queued", ledger.queued(),
                "parked", ledger.parked(),
                "coalesced", ledger.coalesced(),
                "dropped", ledger.dropped()));
        ledger.droppedBy().forEach((reason, records) -> lines.put("dropped_" + reason.word(), records));
        return lines;
    }
}
