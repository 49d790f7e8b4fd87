package io.printmaster.agent.web;

import io.printmaster.agent.upload.ConnectionState;
import io.printmaster.agent.upload.LineStatus;
import io.printmaster.program.ExitCode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// How the agent is in one sentence: what is the matter, with its cause, and what to do. Pure.
///
/// @param word     in capitals, so that the state is never told by colour alone
/// @param text     cause
/// @param next     what to do; empty when nothing is to be done
/// @param exitCode of `agent status`
public record Verdict(Tone tone, String word, String text, String next, int exitCode) {
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Duration OLD = Duration.ofMinutes(30);

    /// Green, amber, red.
    public enum Tone {
        OK,
        WARN,
        BAD;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The worst that is to be said of the agent.
    public static Verdict of(AgentStatus status) {
        AgentStatus.Connection connection = status.connection();
        if (connection.line().isEmpty()) {
            return connection.joined()
                    ? bad(
                            "STOPPED",
                            "the agent is not running",
                            "start it with: printmaster agent run",
                            ExitCode.FAILED)
                    : notJoined();
        }
        LineStatus line = connection.line().get();
        if (connection.enabled() && line.state() != ConnectionState.ONLINE) {
            return offline(connection, line);
        }
        return broken(status)
                .orElseGet(() -> connection.enabled()
                        ? good("connected to " + server(connection))
                        : good("running without a server (server_enabled = false)"));
    }

    private static Verdict offline(AgentStatus.Connection connection, LineStatus line) {
        String server = server(connection);
        String cause = line.lastError().isEmpty() ? "" : " (" + line.lastError() + ")";
        return switch (line.state()) {
            case ONLINE -> throw new IllegalStateException("online is no trouble");
            case CONNECTING -> new Verdict(Tone.WARN, "STARTING", "connecting to " + server, "", ExitCode.OK);
            case AWAY ->
                new Verdict(
                        Tone.WARN,
                        "DEGRADED",
                        server + " does not answer; readings are kept until it does" + cause,
                        "if it lasts: printmaster agent doctor",
                        ExitCode.SERVER_UNREACHABLE);
            case WRONG_ADDRESS ->
                new Verdict(
                        Tone.BAD,
                        "DEGRADED",
                        "no PrintMaster server answers at " + server + cause,
                        "check the address, or what stands in between: printmaster agent doctor",
                        ExitCode.SERVER_UNREACHABLE);
            case JOIN_AGAIN ->
                bad(
                        "NOT JOINED",
                        "the server does not accept this agent's tokens" + cause,
                        "run: printmaster agent join JOIN_STRING",
                        ExitCode.NOT_JOINED);
            case FORBIDDEN ->
                bad("REFUSED", "the server refuses this agent" + cause, "ask its admin", ExitCode.NOT_JOINED);
            case NOT_JOINED -> notJoined();
        };
    }

    /// What is wrong although the server answers.
    private static Optional<Verdict> broken(AgentStatus status) {
        if (!status.ledger().balanced()) {
            return Optional.of(bad(
                    "BROKEN",
                    "the ledger of records does not balance",
                    "please report this with the output of: printmaster agent status --json",
                    ExitCode.FAILED));
        }
        if (!status.storage().fault().isEmpty()) {
            return Optional.of(degraded(
                    "the disk cannot be used; collecting goes on in memory ("
                            + status.storage().fault() + ")",
                    "make room in " + status.storage().dataDir() + ", or mend the disk"));
        }
        Duration skew = status.connection().skew().orElse(Duration.ZERO);
        if (skew.abs().compareTo(SKEW) > 0) {
            return Optional.of(degraded(
                    "this machine's clock is " + Words.span(skew.abs()) + (skew.isNegative() ? " ahead of" : " behind")
                            + " the server's",
                    "set it; times of readings are wrong"));
        }
        if (status.ledger().parked() > 0) {
            return Optional.of(degraded(
                    Words.count(status.ledger().parked(), "record is", "records are")
                            + " set aside, refused by the server",
                    "see why: printmaster agent queue ls"));
        }
        Optional<Duration> age = status.queue().oldest().map(at -> Duration.between(at, status.at()));
        if (status.connection().enabled()
                && age.filter(a -> a.compareTo(OLD) > 0).isPresent()) {
            return Optional.of(degraded(
                    "the oldest unsent record waits for " + Words.span(age.get()),
                    "see what becomes of an upload: printmaster agent queue flush"));
        }
        return Optional.empty();
    }

    private static Verdict notJoined() {
        return bad("NOT JOINED", "no server is known", "run: printmaster agent join JOIN_STRING", ExitCode.NOT_JOINED);
    }

    private static String server(AgentStatus.Connection connection) {
        return connection.server().isEmpty() ? "the server" : connection.server();
    }

    private static Verdict good(String text) {
        return new Verdict(Tone.OK, "OK", text, "", ExitCode.OK);
    }

    private static Verdict degraded(String text, String next) {
        return new Verdict(Tone.WARN, "DEGRADED", text, next, ExitCode.FAILED);
    }

    private static Verdict bad(String word, String text, String next, int exitCode) {
        return new Verdict(Tone.BAD, word, text, next, exitCode);
    }

    /// The whole sentence.
    String sentence() {
        return word + ": " + text + (next.isEmpty() ? "" : "; " + next);
    }
}
