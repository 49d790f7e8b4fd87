package io.printmaster.agent.run;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.control.LiveChannel;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.Sleeper;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.Outbox;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore;
import io.printmaster.agent.upload.ConnectionState;
import io.printmaster.agent.upload.HeartbeatWorker;
import io.printmaster.agent.upload.Invitation;
import io.printmaster.agent.upload.Line;
import io.printmaster.agent.upload.Loop;
import io.printmaster.agent.upload.UploadWorker;
import io.printmaster.agent.web.AgentSite;
import io.printmaster.agent.web.AgentStatus;
import io.printmaster.agent.web.StatusJson;
import io.printmaster.agent.web.Subject;
import io.printmaster.model.PrinterKey;
import io.printmaster.program.ExitCode;
import io.printmaster.program.SteadyClock;
import io.printmaster.wire.Heartbeat;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// The running agent: everything is put together here, in the order in which it is opened, and closed in reverse.
final class Agent implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Agent.class);
    private static final Duration LONGEST_FIRST_PAUSE = Duration.ofSeconds(3);
    /// With a backlog of an earlier run.
    private static final Duration SHORT_FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_UPLOAD = Duration.ofSeconds(2);

    private final AgentSettings settings;
    private final SteadyClock clock;
    private final Pace pace;
    /// What is open, the latest first.
    private final Deque<AutoCloseable> open;
    private final Instant started;

    private final Optional<Invitation> invitation;
    private final DeviceStore store;
    private final Uplink uplink;
    private final Line line;
    private final UploadWorker uploads;
    private final Rounds rounds = new Rounds();
    private final Loop heartbeatLoop;
    private final Loop uploadLoop;
    private final SurveyLoop survey;
    private final LiveChannel live;
    private final Optional<StorageWatch> storage;
    private final StatusReport report;
    private final Optional<AgentSite> site;
    /// Whether the server has answered since the start; looked at by the heartbeats' thread alone.
    private boolean answeredBefore;

    /// Opens the databases and the sockets; nothing runs yet.
    ///
    /// @param open takes what was opened, also when a later part cannot be
    private Agent(
            AgentSettings settings,
            Map<String, String> environment,
            Home home,
            Deque<AutoCloseable> open,
            SecureRandom random) {
        this.open = open;
        this.settings = settings;
        this.clock = new SteadyClock(Clock.systemUTC(), System::nanoTime, Agent::tellStep);
        this.pace = new Pace(clock, System::nanoTime, Sleeper.REAL, random);
        this.started = pace.clock().instant();
        this.store = Stores.open(settings.storage(), home.directory(), pace.clock());
        open.push(store);
        LastStamp.in(store).ifPresent(clock::begunAfter);
        this.uplink = new Uplink(settings, environment, home, pace, random);
        open.push(uplink);
        this.line = uplink.line();
        this.uploads = uplink.uploads(store, this::wakeHeartbeat);
        // Closed after whatever adds to the queue and before the line it goes out on.
        open.push(this::lastUpload);
        Passes uploadPasses = new Passes(this::upload);
        this.uploadLoop = new Loop("upload", uploadPasses);
        this.invitation = Invitations.of(settings.server());
        HeartbeatWorker heartbeats = new HeartbeatWorker(
                line,
                () -> invitation,
                this::heartbeat,
                settings.server().heartbeatInterval(),
                pace,
                this::serverIsBack);
        this.heartbeatLoop = new Loop("heartbeat", heartbeats::round);
        this.storage = store instanceof OverflowDeviceStore overflow
                        && settings.server().enabled()
                ? Optional.of(new StorageWatch(overflow, () -> line.status().state(), pace.nanos()))
                : Optional.empty();
        this.survey = new SurveyLoop(settings, store, pace, uploadLoop::wake);
        open.push(survey);
        Errands errands = new Errands(survey, store, line, uploadLoop, uploadPasses);
        this.live = new LiveChannel(line, pace, errands.chores(), this::wakeHeartbeat);
        this.report = new StatusReport(settings, store, pace.clock());
        this.site = settings.web().enabled() ? Optional.of(new AgentSite(settings.web(), subject())) : Optional.empty();
    }

    /// Opens and starts everything, or leaves nothing open.
    ///
    /// @throws CommandFault when the settings cannot be used
    /// @throws io.printmaster.agent.store.StoreFault when the data directory cannot
    static Agent start(AgentSettings settings, Map<String, String> environment, SecureRandom random) {
        Home home = Home.take(settings.storage().dataDirectory(), environment, Clock.systemUTC(), random);
        Deque<AutoCloseable> open = new ArrayDeque<>();
        open.push(home);
        boolean started = false;
        try {
            Agent agent = new Agent(settings, environment, home, open, random);
            agent.run(random);
            started = true;
            return agent;
        } finally {
            if (!started) {
                closeAll(open);
            }
        }
    }

    private void run(SecureRandom random) {
        // A virtual thread would wait for its turn behind those that fill the heap.
        Loop heap = new Loop(
                "heap",
                HeapWatch.ofThisProgram(() -> survey.progress().running())::look,
                Thread.ofPlatform().daemon());
        heap.start(Duration.ZERO);
        open.push(heap);
        log.atInfo()
                .addKeyValue("agent_id", line.agentId())
                .addKeyValue("version", Version.text())
                .addKeyValue("data_dir", settings.storage().dataDirectory())
                .addKeyValue("storage", settings.storage().mode().name().toLowerCase(Locale.ROOT))
                .log("Agent starting");
        if (settings.server().enabled()) {
            warnOfPlainHttp();
            line.connect();
            heartbeatLoop.start(Duration.ofMillis(random.nextLong(
                    shorter(settings.server().heartbeatInterval().dividedBy(20), longestFirstPause())
                                    .toMillis()
                            + 1)));
            open.push(heartbeatLoop);
            storage.ifPresent(watch -> {
                watch.start();
                open.push(watch);
            });
            uploadLoop.start(Duration.ofMillis(
                    random.nextLong(settings.upload().interval().toMillis() + 1)));
            open.push(uploadLoop);
            live.start();
            open.push(live);
        }
        site.ifPresent(page -> {
            page.start();
            open.push(page);
        });
        ControlSocket socket = new ControlSocket(settings.storage().dataDirectory(), new Control(this)::answer);
        socket.start();
        open.push(socket);
        // Last: from here on its threads want the processors, and the start above would wait for them.
        survey.start();
        sayReady();
    }

    private Duration longestFirstPause() {
        return waiting() > 0 ? SHORT_FIRST_PAUSE : LONGEST_FIRST_PAUSE;
    }

    /// Ready is: it searches, and whoever asks at the control socket gets an answer. Counted from the start of the
    /// process, launcher included.
    private void sayReady() {
        String millis = ProcessAge.now(pace.clock())
                .map(age -> Long.toString(age.toMillis()))
                .orElse("unknown");
        log.atInfo().addKeyValue("milliseconds", millis).log("Agent ready");
    }

    private Duration upload() throws InterruptedException {
        // Before it knows its server a pass sends nothing, so it is not the round that somebody asked for.
        boolean connecting = line.status().state() == ConnectionState.CONNECTING;
        Duration pause = connecting ? uploads.round() : rounds.run(uploads::round);
        storage.ifPresent(StorageWatch::look);
        return pause;
    }

    private void warnOfPlainHttp() {
        settings.server()
                .url()
                .filter(url -> "http".equalsIgnoreCase(url.getScheme()))
                .ifPresent(url -> log.atWarn()
                        .addKeyValue("server_url", url)
                        .log("Connection to the server is not encrypted; tokens can be read on the way"));
    }

    Line line() {
        return line;
    }

    void wakeHeartbeat() {
        heartbeatLoop.wake();
    }

    /// After an outage all agents of a server hear within a minute that it is back; those with little to bring take
    /// their time, so that it does not meet them all at once.
    private void serverIsBack() {
        if (answeredBefore && waiting() <= UploadWorker.FEW) {
            long half = settings.upload().interval().toNanos() / 2;
            uploadLoop.wakeWithin(Duration.ofNanos(pace.random().nextLong(half)));
            live.wakeWithin(Duration.ofNanos(pace.random().nextLong(half)));
        } else {
            uploadLoop.wake();
            live.wake();
        }
        answeredBefore = true;
    }

    private int waiting() {
        return Arrays.stream(RecordKind.values())
                .mapToInt(store.outbox()::count)
                .sum();
    }

    /// The document behind `status`.
    ObjectNode status() {
        return StatusJson.of(now());
    }

    private AgentStatus now() {
        String server = line.server()
                .map(Object::toString)
                .or(() -> configuredServer().map(URI::toString))
                .or(() -> invitation.map(i -> i.server().toString()))
                .orElse("");
        return report.of(new StatusReport.Running(
                line,
                survey,
                uploads,
                started,
                server,
                site.map(AgentSite::address).orElse(""),
                clock.lead()));
    }

    private static void tellStep(Duration step) {
        log.atWarn()
                .addKeyValue("seconds", step.toSeconds())
                .log("This machine's clock was set; the times of readings stay in order");
    }

    private Subject subject() {
        return new Subject() {
            @Override
            public AgentStatus status() {
                return now();
            }

            @Override
            public List<KnownPrinter> printers(Optional<PrinterKey> after, int limit) {
                return store.printers().page(after, limit);
            }

            @Override
            public List<Outbox.Parked> parked(int limit) {
                return store.outbox().parked(limit);
            }

            @Override
            public String uploadNow() {
                uploadLoop.wake();
                return "Asked for an upload.";
            }
        };
    }

    /// What waits, and what was set aside.
    ObjectNode queue(int limit) {
        return QueueReport.of(store, limit, pace.clock().instant(), true);
    }

    /// Asks for an upload now.
    ///
    /// @param retryParked whether what was set aside goes back into the queue first
    /// @throws CommandFault when there is no server to send to
    ObjectNode flush(boolean retryParked) {
        if (!settings.server().enabled()) {
            throw new CommandFault(ExitCode.NOT_JOINED, "there is no server to send to (server_enabled = false)");
        }
        int back = retryParked ? QueueReport.retryParked(store) : 0;
        long round = rounds.next();
        uploadLoop.wake();
        return flushed(round).put("round", round).put("unparked", back);
    }

    /// How far an upload is that was asked for.
    ObjectNode flushed(long round) {
        if (!rounds.hasBegun(round) && line.status().state() != ConnectionState.CONNECTING) {
            uploadLoop.wake();
        }
        return FlushReport.of(store, line.status(), rounds.over(round));
    }

    /// Where a printer is that can be tried.
    Optional<InetAddress> somePrinter() {
        return KnownAt.some(store);
    }

    /// The printer that was last read at an address.
    Optional<Explanation.Known> known(InetAddress address) {
        return KnownAt.of(store, address, survey::restsUntil);
    }

    private Optional<URI> configuredServer() {
        return settings.server().url();
    }

    private Heartbeat heartbeat() {
        AgentStatus status = now();
        return HeartbeatWorker.active(
                line.agentId(),
                // The machine's own clock: it is the one that people have to set right.
                status.at().minus(clock.lead()),
                new HeartbeatWorker.Report("", uplink.facts(), status.printers(), StatusReport.health(status)));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /// Stops in the reverse order of the start, within 5 s. What is queued in a file stays there; what is queued in
    /// memory is offered to the server once more.
    @Override
    public void close() {
        // All at once first: their ends are waited for one after the other.
        live.stop();
        survey.stop();
        uploadLoop.stop();
        heartbeatLoop.stop();
        closeAll(open);
        log.atInfo().log("Agent stopped");
    }

    private static void closeAll(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                log.atWarn().setCause(e).log("Closing failed");
            }
        }
    }

    private void lastUpload() {
        if (store.durable() || line.status().state() != ConnectionState.ONLINE) {
            return;
        }
        Thread last = Thread.ofVirtual().name("last-upload").start(() -> {
            try {
                uploads.round();
            } catch (InterruptedException e) {
                // Out of time; the process ends.
            }
        });
        try {
            if (!last.join(LAST_UPLOAD)) {
                last.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
