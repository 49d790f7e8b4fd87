package io.printmaster.server.http;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer that is not a success: status, a stable code for programs, a sentence for people (RFC 9457).
///
/// Carries no stack trace, for it is an expected outcome and must stay cheap under attack. Nothing secret
/// belongs in the detail: it is shown to the caller.
public final class HttpProblem extends RuntimeException {
    private final int status;
    private final String code;
    private final String detail;
    private final @Nullable Duration retryAfter;
    private final List<String> errors;

    private HttpProblem(int status, String code, String detail, @Nullable Duration retryAfter, List<String> errors) {
        super(status + " " + code, null, false, false);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.retryAfter = retryAfter;
        this.errors = List.copyOf(errors);
    }

    /// A problem with the status and code given.
    ///
    /// @param status 400 to 599
    /// @param code   `lower_case_words`, part of the protocol: never changes once released
    /// @param detail what to do about it
    public static HttpProblem of(int status, String code, String detail) {
        return new HttpProblem(status, code, detail, null, List.of());
    }

    /// 400: what was sent cannot be read.
    public static HttpProblem malformed(String detail) {
        return of(400, "malformed", detail);
    }

    /// 404 also where the caller may not know whether the thing exists.
    public static HttpProblem notFound() {
        return of(404, "not_found", "There is nothing at this address.");
    }

    /// 429: too often; come back later.
    public static HttpProblem tooMany(String detail, Duration retryAfter) {
        return new HttpProblem(429, "too_many_requests", detail, retryAfter, List.of());
    }

    /// 503: not now; come back later.
    public static HttpProblem busy(String code, String detail, Duration retryAfter) {
        return new HttpProblem(503, code, detail, retryAfter, List.of());
    }

    /// The same with the single faults that led to it.
    public HttpProblem withErrors(List<String> faults) {
        return new HttpProblem(status, code, detail, retryAfter, faults);
    }

    /// HTTP status.
    public int status() {
        return status;
    }

    /// The stable word.
    public String code() {
        return code;
    }

    /// The sentence.
    public String detail() {
        return detail;
    }

    /// When to come back; null when not told.
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /// Single faults; may be empty.
    public List<String> errors() {
        return errors;
    }
}
