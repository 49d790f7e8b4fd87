package io.printmaster.agent.send;

import java.time.Duration;
import java.util.function.Function;

/// How a request to the server ended. Callers switch over the cases; nobody reads the texts to decide.
///
/// @param <T> what the server answers when it accepts
public sealed interface Outcome<T> {

    /// The server did it, and said so in a readable answer.
    record Accepted<T>(T answer) implements Outcome<T> {}

    /// Not now: the same request may work later, unchanged.
    ///
    /// @param pause  what the server asked for at the least (`Retry-After`); zero when it asked for nothing
    /// @param detail for people
    record RetryLater<T>(Trouble why, Duration pause, String detail) implements Outcome<T> {}

    /// 401 or 403.
    ///
    /// @param code the problem's code word, such as `token_expired`; empty when the server gave none
    record NotAllowed<T>(Denial why, String code, String detail) implements Outcome<T> {}

    /// 413: fewer records at once may be taken.
    record TooLarge<T>(String detail) implements Outcome<T> {}

    /// The server will not take this request, now or later.
    ///
    /// @param content true when it is about what was sent (400, 422), false when about the address or the manner
    ///                (404, 405, 415, a redirection, ...)
    record Refused<T>(int status, boolean content, String code, String detail) implements Outcome<T> {}

    /// Why a request is worth repeating.
    enum Trouble {
        /// No connection: name, route or port.
        UNREACHABLE,
        /// Nobody answered in time.
        TIMEOUT,
        /// The connection broke before the answer was whole.
        CUT,
        /// TLS failed: certificate, host name or protocol. Nothing was sent.
        UNTRUSTED,
        /// An answer that is not the protocol's, such as a portal's page.
        UNREADABLE,
        /// 408, 409, 425, 429, 503: the server is busy, starting or draining.
        BUSY,
        /// Any other 5xx.
        SERVER_ERROR
    }

    /// What was not allowed.
    enum Denial {
        /// 401: no, unknown, expired or used-up token.
        UNAUTHENTICATED,
        /// 403: the token is known, and this is not allowed to it.
        FORBIDDEN
    }

    /// The same ending with another answer type.
    default <R> Outcome<R> map(Function<T, R> change) {
        return switch (this) {
            case Accepted<T>(T answer) -> new Accepted<>(change.apply(answer));
            case RetryLater<T>(Trouble why, Duration pause, String detail) -> new RetryLater<>(why, pause, detail);
            case NotAllowed<T>(Denial why, String code, String detail) -> new NotAllowed<>(why, code, detail);
            case TooLarge<T>(String detail) -> new TooLarge<>(detail);
            case Refused<T>(int status, boolean content, String code, String detail) ->
                new Refused<>(status, content, code, detail);
        };
    }

    /// For people and logs: what went wrong, or empty.
    default String trouble() {
        return switch (this) {
            case Accepted<T> accepted -> "";
            case RetryLater<T> later -> later.detail;
            case NotAllowed<T> denied -> denied.detail;
            case TooLarge<T> large -> large.detail;
            case Refused<T> refused -> refused.detail;
        };
    }
}
