package io.printmaster.server.http;

/// What a route does. Runs on a virtual thread and may block.
@FunctionalInterface
public interface HttpHandler {

    /// Answers the request.
    ///
    /// @throws HttpProblem for an expected refusal, answered as it says
    /// @throws Exception   for anything else: the caller gets a 500 that shows only an incident id, the log the
    ///                     rest
    Response handle(Request request) throws Exception;
}
