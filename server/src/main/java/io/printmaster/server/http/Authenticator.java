package io.printmaster.server.http;

/// Decides whether a request meets a route's [Access]. Called before anything of the body is read, never for
/// [Access#ANYONE]. Must be thread-safe.
@FunctionalInterface
public interface Authenticator {

    /// The answer.
    sealed interface Decision {
        /// Let in; the principal is what [Request#principal] hands to the route's handler.
        record Allowed(Object principal) implements Decision {}

        /// Turned away with this answer.
        record Refused(HttpProblem problem) implements Decision {}
    }

    /// Looks at headers and cookies, not at the body (but for the anti-forgery field of a form, see
    /// [Request#form]).
    Decision authenticate(Request request, Access access);

    /// Told of each request that was let in and then refused, to know whoever sends such again and again.
    ///
    /// @param principal who was let in
    default void refused(Request request, Object principal, HttpProblem problem) {}
}
