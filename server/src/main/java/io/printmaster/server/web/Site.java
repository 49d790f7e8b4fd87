package io.printmaster.server.web;

import io.printmaster.server.auth.Caller;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.store.Role;
import io.printmaster.server.web.view.Assets;
import io.printmaster.server.web.view.Frame;
import io.printmaster.server.web.view.ProblemView;
import io.printmaster.server.web.view.Viewer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// What every page needs: templates, static files, the time. Thread-safe.
final class Site {
    private final Templates templates;
    private final Assets assets;
    private final InstantSource clock;

    Site(Templates templates, Assets assets, InstantSource clock) {
        this.templates = templates;
        this.assets = assets;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /// A whole page for somebody signed in.
    Response page(Caller.Person person, String template, String title, String section, Object view) {
        return page(200, viewer(person), template, title, section, view);
    }

    /// A whole page.
    Response page(int status, Viewer viewer, String template, String title, String section, Object view) {
        Frame frame = new Frame(title, section, viewer, assets, now());
        return Response.html(status, templates.fill("page/" + template, Map.of("frame", frame, "view", view)));
    }

    /// A whole page, or for htmx only the part of it that changes.
    ///
    /// @param more further values of the part's template
    Response live(
            Request request,
            Caller.Person person,
            String template,
            String title,
            String section,
            Object view,
            Map<String, Object> more) {
        boolean part = request.header("HX-Request").isPresent()
                && request.header("HX-History-Restore-Request").isEmpty();
        Response response;
        if (part) {
            Map<String, Object> values = new HashMap<>(more);
            values.put("view", view);
            response = Response.html(200, templates.fill("live/" + template, values));
        } else {
            response = page(person, template, title, section, view);
        }
        return response.withHeader("Vary", "HX-Request");
    }

    /// The page for what does not exist, or may not be known to exist.
    Response notFound(Caller.Person person, String what) {
        ProblemView view = new ProblemView(404, "Not found", what, "");
        return page(404, viewer(person), "problem", "Not found", "", view);
    }

    static Viewer viewer(Caller.Person person) {
        Role role = person.user().role();
        return new Viewer(person.user().name(), role.word(), role.covers(Role.ADMIN), person.csrfToken());
    }
}
