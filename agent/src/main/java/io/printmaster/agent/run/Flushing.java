package io.printmaster.agent.run;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.Sleeper;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.upload.HeartbeatWorker;
import io.printmaster.agent.web.AgentStatus;
import io.printmaster.program.ExitCode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Waits for an upload that was asked for, with progress on a terminal; where no agent runs, sends by itself.
final class Flushing {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Console console;
    private final Duration patience;

    Flushing(Console console, Duration patience) {
        this.console = console;
        this.patience = patience;
    }

    /// How it ended.
    ///
    /// @param document with `sent`, `waiting`, `parked`, `exit_code`
    record End(ObjectNode document, String text) {}

    /// Follows the running agent.
    ///
    /// @param begun its answer to the question
    /// @param look  asks how far it is
    End follow(ObjectNode begun, Supplier<ObjectNode> look) throws InterruptedException {
        if (begun.has("message")) {
            throw new CommandFault(begun.path("exit_code").asInt(ExitCode.FAILED), Json.text(begun, "message"));
        }
        long before = begun.path("acknowledged").asLong(0);
        long end = System.nanoTime() + patience.toNanos();
        ObjectNode now = look.get();
        while (!now.path("done").asBoolean(false) && System.nanoTime() - end < 0) {
            progress(now, before);
            Sleeper.REAL.sleep(LOOK_EVERY);
            now = look.get();
        }
        clear();
        boolean late = !now.path("done").asBoolean(false);
        return end(now, before, begun.path("unparked").asLong(0), late);
    }

    /// Sends by itself, with the data directory taken like an agent.
    End alone(AgentSettings settings, boolean retryParked) throws InterruptedException {
        SecureRandom random = new SecureRandom();
        Pace pace = new Pace(Clock.systemUTC(), System::nanoTime, Sleeper.REAL, random);
        try (Home home = Home.take(settings.storage().dataDirectory(), console.environment(), pace.clock(), random);
                DeviceStore store = Stores.open(settings.storage(), home.directory(), pace.clock());
                Uplink uplink = new Uplink(settings, console.environment(), home, pace, random)) {
            int back = retryParked ? QueueReport.retryParked(store) : 0;
            long before = store.outbox().ledger().acknowledged();
            send(settings, store, uplink, pace);
            ObjectNode now = FlushReport.of(store, uplink.line().status(), true);
            return end(now, before, back, false);
        }
    }

    /// A heartbeat proves the token and tells what the server takes; then everything that waits.
    private static void send(AgentSettings settings, DeviceStore store, Uplink uplink, Pace pace)
            throws InterruptedException {
        StatusReport report = new StatusReport(settings, store, pace.clock());
        HeartbeatWorker heartbeat = new HeartbeatWorker(
                uplink.line(),
                () -> Invitations.of(settings.server()),
                () -> {
                    AgentStatus status = report.sending(uplink.line());
                    return HeartbeatWorker.active(
                            uplink.line().agentId(),
                            status.at(),
                            new HeartbeatWorker.Report(
                                    "", uplink.facts(), status.printers(), StatusReport.health(status)));
                },
                settings.server().heartbeatInterval(),
                pace,
                () -> {});
        heartbeat.round();
        uplink.uploads(store, () -> {}).round();
    }

    private static End end(ObjectNode now, long before, long unparked, boolean late) {
        long sent = Math.max(0, now.path("acknowledged").asLong(0) - before);
        now.put("sent", sent).put("unparked", unparked);
        if (late) {
            now.put("exit_code", ExitCode.PARTIAL);
            return new End(now, sent + " records sent so far; the upload goes on");
        }
        String again = unparked > 0 ? unparked + " records put back into the queue; " : "";
        return new End(now, again + FlushReport.text(now, sent));
    }

    private void progress(ObjectNode now, long before) {
        if (console.terminal()) {
            console.err()
                    .printf(
                            Locale.ROOT,
                            "\r%d records sent, %d wait ",
                            now.path("acknowledged").asLong(0) - before,
                            now.path("waiting").asLong(0));
            console.err().flush();
        }
    }

    private void clear() {
        if (console.terminal()) {
            console.err().print("\r\u001b[K");
        }
    }
}
