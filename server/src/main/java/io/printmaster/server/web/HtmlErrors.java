package io.printmaster.server.web;

import io.printmaster.server.html.Links;
import io.printmaster.server.http.ErrorPages;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.web.view.ProblemView;
import io.printmaster.server.web.view.Viewer;
import java.util.Map;

/// Errors for people: the way to the sign-in page, or a page that says what to do. A 500 shows only its incident id.
/// Thread-safe.
final class HtmlErrors implements ErrorPages {
    private final Site site;

    HtmlErrors(Site site) {
        this.site = site;
    }

    @Override
    public Response page(Request request, HttpProblem problem) {
        if (problem.status() == 401) {
            return toSignIn(request);
        }
        if (problem.code().equals("password_change_required")) {
            return to(request, "/password");
        }
        String incident = problem.status() >= 500 ? request.traceId() : "";
        ProblemView view = new ProblemView(problem.status(), heading(problem.status()), detail(problem), incident);
        return site.page(problem.status(), Viewer.NOBODY, "problem", heading(problem.status()), "", view);
    }

    private static Response toSignIn(Request request) {
        boolean read = request.method().equals("GET") || request.method().equals("HEAD");
        String next = read && !request.path().equals("/") ? request.path() : "";
        return to(request, Links.with("/login", Map.of("next", next)));
    }

    /// htmx follows redirects silently and would put the whole sign-in page into a part of this one.
    private static Response to(Request request, String address) {
        return request.header("HX-Request").isPresent()
                ? Response.empty(401).withHeader("HX-Redirect", address)
                : Response.seeOther(address);
    }

    private static String heading(int status) {
        return switch (status) {
            case 400 -> "The address or form cannot be read";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Not possible here";
            case 413 -> "Too large";
            case 429 -> "Too often";
            case 503 -> "Not now";
            default -> status >= 500 ? "Something went wrong" : "Not possible";
        };
    }

    private static String detail(HttpProblem problem) {
        return problem.status() == 500
                ? "The fault was noted. Try again; if it stays, tell the administrator the incident's id."
                : problem.detail();
    }
}
