package io.printmaster.agent.send;

import io.printmaster.agent.send.Outcome.Accepted;
import io.printmaster.agent.send.Outcome.Denial;
import io.printmaster.agent.send.Outcome.NotAllowed;
import io.printmaster.agent.send.Outcome.Refused;
import io.printmaster.agent.send.Outcome.RetryLater;
import io.printmaster.agent.send.Outcome.TooLarge;
import io.printmaster.agent.send.Outcome.Trouble;
import io.printmaster.wire.Problem;
import io.printmaster.wire.WireException;
import java.time.Duration;
import java.time.Instant;

/// What each status means to the agent (DESIGN, "Upload"; WIRE, section 0). Pure.
final class Reaction {

    private Reaction() {}

    /// Reads a body that a status 200 came with.
    @FunctionalInterface
    interface Reader<T> {
        T read(byte[] body) throws WireException;
    }

    static <T> Outcome<T> to(Answer answer, Instant now, Reader<T> reader) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return accepted(answer, reader);
        }
        Problem problem = Problem.fromJson(status, answer.body());
        String detail = detail(problem);
        return switch (status) {
            case 401 -> new NotAllowed<>(Denial.UNAUTHENTICATED, problem.code(), detail);
            case 403 -> new NotAllowed<>(Denial.FORBIDDEN, problem.code(), detail);
            case 413 -> new TooLarge<>(detail);
            case 408, 409, 425, 429, 503 -> new RetryLater<>(Trouble.BUSY, answer.pause(now), detail);
            case 400, 422 -> new Refused<>(status, true, problem.code(), detail);
            default -> {
                if (status >= 500) {
                    yield new RetryLater<>(Trouble.SERVER_ERROR, answer.pause(now), detail);
                }
                yield new Refused<>(status, false, problem.code(), detail);
            }
        };
    }

    /// A portal or a proxy may say 200 too: only the protocol's own answer counts.
    private static <T> Outcome<T> accepted(Answer answer, Reader<T> reader) {
        try {
            return new Accepted<>(reader.read(answer.body()));
        } catch (WireException e) {
            return new RetryLater<>(
                    Trouble.UNREADABLE,
                    Duration.ZERO,
                    "the answer is not a PrintMaster server's (status " + answer.status() + "): " + e.detail());
        }
    }

    private static String detail(Problem problem) {
        String said = problem.detail().isEmpty() ? problem.title() : problem.detail();
        return "the server answered " + problem.status() + (said.isEmpty() ? "" : ": " + said);
    }
}
