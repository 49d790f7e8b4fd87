package io.printmaster.server.http;

/// Makes the page that a person sees instead of problem details. Must not throw and must be thread-safe; it may
/// answer a 401 with the way to the sign-in page.
@FunctionalInterface
public interface ErrorPages {

    /// Makes the page.
    ///
    /// @param request what was asked; its body must not be read
    /// @param problem what to say; for a 500 the detail holds only the incident id
    Response page(Request request, HttpProblem problem);
}
