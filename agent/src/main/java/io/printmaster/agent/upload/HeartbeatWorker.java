package io.printmaster.agent.upload;

import io.printmaster.agent.send.Outcome;
import io.printmaster.agent.send.Pace;
import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.UploadHealth;
import io.printmaster.wire.Heartbeat;
import io.printmaster.wire.HeartbeatAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says every heartbeat interval that the agent lives, and while the server is away probes for it once a minute (seed,
/// "Heartbeat Loop"). It also joins by itself when it was given the means, and notices when the server is back.
///
/// No failure ends it. [#round] is one pass; a [Loop] repeats it. One thread at a time.
public final class HeartbeatWorker {
    private static final Logger log = LoggerFactory.getLogger(HeartbeatWorker.class);
    /// An admin may just be approving the agent.
    private static final Duration AFTER_DENIAL = Duration.ofMinutes(5);
    /// Refused for good, as far as one can see; one question an hour notices when it was a mistake.
    private static final Duration AFTER_REFUSAL = Duration.ofHours(1);

    private static final Duration SKEW_WORTH_A_WARNING = Duration.ofMinutes(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Line line;
    private final Supplier<Optional<Invitation>> invitation;
    private final Supplier<Heartbeat> report;
    private final Duration interval;
    private final Pace pace;
    private final Runnable serverIsBack;

    private ConnectionState before = ConnectionState.CONNECTING;
    private int joinAttempts;
    private boolean skewWarned;
    private @Nullable Instant awaySince;

    /// Starts nothing.
    ///
    /// @param invitation  with what to join when the agent has not; asked at each attempt
    /// @param report      what to say; asked at each heartbeat
    /// @param serverIsBack called after the first good answer, and the first one after an outage
    public HeartbeatWorker(
            Line line,
            Supplier<Optional<Invitation>> invitation,
            Supplier<Heartbeat> report,
            Duration interval,
            Pace pace,
            Runnable serverIsBack) {
        this.line = line;
        this.invitation = invitation;
        this.report = report;
        this.interval = interval;
        this.pace = pace;
        this.serverIsBack = serverIsBack;
    }

    /// One heartbeat, or one attempt to join.
    ///
    /// @return after which time the next pass is due
    /// @throws InterruptedException when the program is stopping
    public Duration round() throws InterruptedException {
        if (!line.connect() && !join()) {
            return afterState();
        }
        if (!line.untilNextProbe().isZero()) {
            return afterState();
        }
        boolean wasOnline = line.status().state() == ConnectionState.ONLINE;
        switch (line.heartbeat(report.get())) {
            case Outcome.Accepted<HeartbeatAnswer> accepted -> {
                log.atDebug().log("Heartbeat sent successfully");
                warnOfSkew();
                if (!wasOnline) {
                    serverIsBack.run();
                }
            }
            case Outcome.RetryLater<HeartbeatAnswer> later -> failed(later.detail());
            case Outcome.NotAllowed<HeartbeatAnswer> denied -> failed(denied.detail());
            case Outcome.TooLarge<HeartbeatAnswer> large -> failed(large.detail());
            case Outcome.Refused<HeartbeatAnswer> refused -> failed(refused.detail());
        }
        return afterState();
    }

    private Duration afterState() {
        LineStatus now = line.status();
        changed(now);
        return switch (now.state()) {
            case ONLINE -> interval;
            case CONNECTING, AWAY, WRONG_ADDRESS -> untilNextTry();
            case JOIN_AGAIN -> AFTER_DENIAL;
            case FORBIDDEN -> AFTER_REFUSAL;
            case NOT_JOINED -> MINUTE;
        };
    }

    /// The breaker's next probe; before there is a line to have one, the first attempts follow each other faster.
    private Duration untilNextTry() {
        Duration probe = line.untilNextProbe();
        if (!probe.isZero()) {
            return probe;
        }
        Duration growing = Duration.ofSeconds(1L << Math.min(joinAttempts, 6));
        return growing.compareTo(MINUTE) < 0 ? growing : MINUTE;
    }

    /// One line a change of state; a server that is away for a day is one warning, not a thousand.
    private void changed(LineStatus now) {
        ConnectionState state = now.state();
        if (state == before) {
            return;
        }
        switch (state) {
            case ONLINE -> {
                if (awaySince != null) {
                    log.atInfo()
                            .addKeyValue(
                                    "away",
                                    Duration.between(awaySince, pace.clock().instant())
                                                    .toSeconds() + "s")
                            .log("Server answers again");
                }
                awaySince = null;
            }
            case AWAY -> awaySince = now.awaySince().orElse(pace.clock().instant());
            case NOT_JOINED -> log.atWarn().log("Not joined to a server; run: printmaster agent join JOIN_STRING");
            case JOIN_AGAIN ->
                log.atError()
                        .addKeyValue("error", now.lastError())
                        .log("Server does not accept this agent's tokens; run: printmaster agent join JOIN_STRING");
            case FORBIDDEN ->
                log.atError().addKeyValue("error", now.lastError()).log("Server refuses this agent; ask its admin");
            case WRONG_ADDRESS ->
                log.atError().addKeyValue("error", now.lastError()).log("No PrintMaster server at this address");
            case CONNECTING -> {}
        }
        before = state;
    }

    private void failed(String error) {
        if (before != ConnectionState.AWAY) {
            log.atWarn().addKeyValue("error", error).log("Heartbeat failed");
        } else {
            log.atDebug().addKeyValue("error", error).log("Heartbeat failed");
        }
    }

    private boolean join() throws InterruptedException {
        Optional<Invitation> with = invitation.get();
        if (with.isEmpty()) {
            return false;
        }
        joinAttempts++;
        return switch (line.join(with.get())) {
            case JoinResult.Joined joined -> {
                joinAttempts = 0;
                yield true;
            }
            case JoinResult.Unreachable(String detail) -> joinFailed(ConnectionState.AWAY, detail);
            case JoinResult.Denied(String code, String detail) -> joinFailed(ConnectionState.JOIN_AGAIN, detail);
            case JoinResult.WrongServer(String detail) -> joinFailed(ConnectionState.JOIN_AGAIN, detail);
            case JoinResult.Failed(String detail) -> joinFailed(ConnectionState.WRONG_ADDRESS, detail);
        };
    }

    private boolean joinFailed(ConnectionState state, String error) {
        if (before != state) {
            log.atWarn().addKeyValue("error", error).log("Joining failed, trying again");
        }
        line.joinFailed(state, error);
        return false;
    }

    private void warnOfSkew() {
        Duration skew = line.clockSkew().orElse(Duration.ZERO);
        boolean off = skew.abs().compareTo(SKEW_WORTH_A_WARNING) > 0;
        if (off && !skewWarned) {
            log.atWarn()
                    .addKeyValue("seconds", -skew.toSeconds())
                    .log("This machine's clock differs from the server's; set it, times of readings are wrong");
        }
        skewWarned = off;
    }

    /// The usual content of a heartbeat.
    ///
    /// @param report what varies
    public static Heartbeat active(AgentId agentId, Instant now, Report report) {
        return new Heartbeat(
                Optional.of(agentId),
                Optional.of(now),
                "active",
                report.settingsVersion(),
                report.facts(),
                OptionalInt.of(report.devices()),
                Optional.of(report.upload()));
    }

    /// What varies from heartbeat to heartbeat.
    ///
    /// @param settingsVersion change token of the settings in use; empty when none were pushed
    /// @param devices         printers that the agent knows
    public record Report(String settingsVersion, AgentFacts facts, int devices, UploadHealth upload) {}
}
