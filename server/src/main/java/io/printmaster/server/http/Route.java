package io.printmaster.server.http;

/// One line of the route table.
///
/// @param pattern `/api/v1/devices/{key}`; `{name...}` as last segment takes the rest of the path, slashes
///                included
/// @param access  whom it lets in
/// @param kind    how its errors look
/// @param limits  how much a caller may send
public record Route(String method, String pattern, Access access, Kind kind, Limits limits, HttpHandler handler) {

    /// Whether programs or people call it.
    public enum Kind {
        /// Errors are problem details (RFC 9457).
        API,
        /// Errors are pages, see [ErrorPages].
        PAGE
    }

    /// Checks method and pattern.
    ///
    /// @throws IllegalArgumentException for a method in lower case or a pattern without leading slash
    public Route {
        if (!method.matches("[A-Z]+") || !pattern.startsWith("/")) {
            throw new IllegalArgumentException("not a route: " + method + " " + pattern);
        }
    }

    /// A route for programs with the usual small limits.
    public static Route api(String method, String pattern, Access access, HttpHandler handler) {
        return new Route(method, pattern, access, Kind.API, Limits.SMALL, handler);
    }

    /// A route for people's browsers with the usual small limits.
    public static Route page(String method, String pattern, Access access, HttpHandler handler) {
        return new Route(method, pattern, access, Kind.PAGE, Limits.SMALL, handler);
    }

    /// The same with other limits.
    public Route withLimits(Limits other) {
        return new Route(method, pattern, access, kind, other, handler);
    }

    @Override
    public String toString() {
        return method + " " + pattern + " [" + access.word() + "]";
    }
}
