package io.printmaster.server.run;

import io.printmaster.program.ExitCode;
import io.printmaster.server.config.ConfigException;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.tls.TlsException;
import io.printmaster.server.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.time.Duration;
import java.util.Optional;

/// What a fault means for the caller of a command, and for a caller over HTTP.
final class Failures {

    private Failures() {}

    /// One line that says what to do, and the exit code.
    static int tell(Exception fault, PrintWriter err) {
        if (fault instanceof ConfigException config) {
            config.problems().forEach(problem -> err.println("server: " + problem));
            err.flush();
            return ExitCode.USAGE;
        }
        err.println("server: " + sentence(fault));
        err.flush();
        return fault instanceof HttpProblem || fault instanceof IllegalArgumentException
                ? ExitCode.USAGE
                : ExitCode.FAILED;
    }

    private static String sentence(Exception fault) {
        return switch (fault) {
            case HttpProblem problem -> problem.detail();
            case TlsException tls -> String.valueOf(tls.getMessage());
            case StoreException store -> String.valueOf(store.getMessage());
            case IOException io
            when causedByBind(io) ->
                io.getMessage() + ": the port is in use or may not be used; stop the other program or choose another"
                        + " address with --listen";
            case IOException io -> String.valueOf(io.getMessage());
            case IllegalArgumentException argument -> String.valueOf(argument.getMessage());
            default -> "unexpected fault " + fault;
        };
    }

    private static boolean causedByBind(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    /// Faults of the store as answers.
    static Optional<HttpProblem> problem(Throwable fault) {
        if (!(fault instanceof StoreException store)) {
            return Optional.empty();
        }
        return switch (store.kind()) {
            case BUSY, CONFLICT, CLOSED ->
                Optional.of(HttpProblem.busy(
                        "store_busy", "The server has too much to write; try again.", Duration.ofSeconds(5)));
            case AWAY ->
                Optional.of(HttpProblem.busy(
                        "store_away", "The server cannot reach its database; try again.", Duration.ofSeconds(5)));
            case NOT_WRITABLE ->
                Optional.of(HttpProblem.busy(
                        "store_not_writable", "The server cannot write its data; try again.", Duration.ofSeconds(60)));
            case CONSTRAINT, BROKEN, NEWER_SCHEMA, OTHER -> Optional.empty();
        };
    }
}
