package io.printmaster.server.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a request through the stages, in the order of WIRE, "Everywhere": size limit, rate limit,
/// authentication, method, then the handler, which decodes. Thread-safe.
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Door door;
    private final Semaphore places;
    private final RandomGenerator random;
    private final ComeBack comeBack = new ComeBack(System::nanoTime);
    private volatile boolean draining;

    Dispatcher(Door door, int maxRequests, RandomGenerator random) {
        this.door = door;
        this.places = new Semaphore(maxRequests);
        this.random = random;
    }

    void drain() {
        draining = true;
    }

    boolean draining() {
        return draining;
    }

    String newTraceId() {
        return String.format("%016x", random.nextLong());
    }

    /// Answers; never throws.
    Response dispatch(JettyRequest request, String rawPath, long contentLength) {
        Route.Kind kind = rawPath.startsWith("/api/") ? Route.Kind.API : guess(request);
        try {
            List<String> segments = Paths.segments(rawPath);
            request.path(segments);
            RouteTable.Match match = door.routes().match(request.method(), segments);
            return switch (match) {
                case RouteTable.Match.Nothing() -> throw HttpProblem.notFound();
                case RouteTable.Match.OtherMethod(Route like, var allowed) -> {
                    kind = like.kind();
                    yield otherMethod(request, like, contentLength).withHeader("Allow", String.join(", ", allowed));
                }
                case RouteTable.Match.Found(Route route, Map<String, String> params) -> {
                    kind = route.kind();
                    yield found(request, route, params, contentLength);
                }
            };
        } catch (HttpProblem problem) {
            return answer(request, kind, problem);
        } catch (Throwable fault) { // also errors: a caller must never see a dead connection for one bad request
            return answer(request, kind, expected(request, fault));
        }
    }

    private Response otherMethod(JettyRequest request, Route like, long contentLength) {
        admit(request, like, contentLength);
        HttpProblem problem =
                HttpProblem.of(405, "method_not_allowed", "This address does not know " + request.method() + ".");
        return answer(request, like.kind(), problem);
    }

    private Response found(JettyRequest request, Route route, Map<String, String> params, long contentLength)
            throws Exception {
        if (draining) {
            throw HttpProblem.busy("draining", "The server is shutting down; try again.", ComeBack.FIRST);
        }
        request.matched(route.limits(), params);
        if (!places.tryAcquire()) {
            throw HttpProblem.busy("busy", "The server has too much to do; try again.", comeBack.refused());
        }
        try {
            admit(request, route, contentLength);
            return route.handler().handle(request);
        } catch (HttpProblem problem) {
            Object principal = request.principalOrNull();
            if (principal != null) {
                door.authenticator().refused(request, principal, problem);
            }
            throw problem;
        } finally {
            places.release();
        }
    }

    private void admit(JettyRequest request, Route route, long contentLength) {
        if (contentLength > route.limits().wireBytes()) {
            throw WireBody.tooLarge(route.limits().wireBytes());
        }
        if (route.access().equals(Access.ANYONE)) {
            return;
        }
        switch (door.authenticator().authenticate(request, route.access())) {
            case Authenticator.Decision.Allowed(Object principal) -> request.principal(principal);
            case Authenticator.Decision.Refused(HttpProblem problem) -> throw problem;
        }
    }

    private HttpProblem expected(Request request, Throwable fault) {
        return door.faults().problem(fault).orElseGet(() -> {
            LOG.atError()
                    .addKeyValue("incident", request.traceId())
                    .addKeyValue("method", request.method())
                    .addKeyValue("path", request.path())
                    .setCause(fault)
                    .log("Request failed");
            return HttpProblem.of(500, "internal", "Something went wrong here. Incident " + request.traceId() + ".");
        });
    }

    private Response answer(Request request, Route.Kind kind, HttpProblem problem) {
        Response response = switch (kind) {
            case API -> Problems.json(problem, request.traceId());
            case PAGE -> page(request, problem);
        };
        return Problems.withRetryAfter(response, problem);
    }

    private Response page(Request request, HttpProblem problem) {
        try {
            return door.pages().page(request, problem);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("incident", request.traceId()).setCause(e).log("Error page failed");
            return Problems.json(problem, request.traceId());
        }
    }

    private static Route.Kind guess(Request request) {
        boolean browser = request.header("Accept").orElse("").contains("text/html");
        return browser ? Route.Kind.PAGE : Route.Kind.API;
    }
}
