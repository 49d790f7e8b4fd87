package io.printmaster.server.web;

import io.printmaster.server.auth.Caller;
import io.printmaster.server.auth.Passwords;
import io.printmaster.server.auth.SignIn;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.store.Store;
import io.printmaster.server.web.view.LoginView;
import io.printmaster.server.web.view.PasswordView;
import io.printmaster.server.web.view.Viewer;

/// Signing in and out, and changing one's password. Thread-safe.
final class SignInPages {
    private final Site site;
    private final Store store;
    private final SignIn signIn;

    SignInPages(Site site, Store store, SignIn signIn) {
        this.site = site;
        this.store = store;
        this.signIn = signIn;
    }

    Response login(Request request) {
        return login(200, "", "", local(request.query("next").orElse("")));
    }

    private Response login(int status, String user, String error, String next) {
        boolean firstUse = store.read(tx -> tx.users().count()) == 0;
        LoginView view = new LoginView(user, error, firstUse, next);
        return site.page(status, Viewer.NOBODY, "login", "Sign in", "", view);
    }

    /// Takes the form. A form of another site is refused, or it could sign a person in as somebody else.
    Response signIn(Request request) {
        String origin = request.header("Sec-Fetch-Site").orElse("same-origin");
        if (!origin.equals("same-origin") && !origin.equals("none")) {
            throw HttpProblem.of(403, "cross_site", "Sign in on this server's own page.");
        }
        String user = request.field("user").orElse("");
        String next = local(request.field("next").orElse(""));
        try {
            SignIn.SignedIn done = signIn.signIn(user, request.field("password").orElse(""), request.remoteAddress());
            String where = done.user().mustChangePassword() ? "/password" : next.isEmpty() ? "/" : next;
            return Response.seeOther(where).withHeader("Set-Cookie", done.cookie());
        } catch (HttpProblem problem) {
            Response page =
                    login(problem.status(), user.substring(0, Math.min(user.length(), 100)), problem.detail(), next);
            return problem.retryAfter() == null
                    ? page
                    : page.withHeader(
                            "Retry-After", Long.toString(problem.retryAfter().toSeconds() + 1));
        }
    }

    /// A path of this server, or nothing: a link must not lead to another place after the sign-in.
    static String local(String next) {
        boolean path = next.matches("/[!-~]{0,1000}") && !next.startsWith("//") && next.indexOf('\\') < 0;
        return path ? next : "";
    }

    Response signOut(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        String cookie = signIn.signOut(person, request.remoteAddress());
        return Response.seeOther("/login").withHeader("Set-Cookie", cookie);
    }

    Response password(Request request) {
        return password(200, request.principal(Caller.Person.class), "");
    }

    private Response password(int status, Caller.Person person, String error) {
        PasswordView view = new PasswordView(person.user().mustChangePassword(), error, Passwords.MIN_LENGTH);
        return site.page(status, Site.viewer(person), "password", "Change the password", "", view);
    }

    Response changePassword(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        String chosen = request.field("new").orElse("");
        if (!chosen.equals(request.field("again").orElse(""))) {
            return password(422, person, "The two new passwords differ; type the same twice.");
        }
        try {
            signIn.changePassword(person, request.field("current").orElse(""), chosen, request.remoteAddress());
            return Response.seeOther("/");
        } catch (HttpProblem problem) {
            return password(problem.status(), person, problem.detail());
        }
    }
}
