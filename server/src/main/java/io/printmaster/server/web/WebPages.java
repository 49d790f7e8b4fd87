package io.printmaster.server.web;

import io.printmaster.server.auth.JoinDesk;
import io.printmaster.server.auth.Require;
import io.printmaster.server.auth.SignIn;
import io.printmaster.server.control.CommandDesk;
import io.printmaster.server.fleet.Fleet;
import io.printmaster.server.http.Access;
import io.printmaster.server.http.ErrorPages;
import io.printmaster.server.http.HttpHandler;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Route;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Role;
import io.printmaster.server.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// All pages with their routes and error pages. Thread-safe.
public final class WebPages {
    private final StaticFiles files;
    private final Site site;
    private final Services services;

    /// What the pages show and do.
    public record Services(
            Store store, Fleet fleet, SignIn signIn, JoinDesk desk, JoinLines lines, CommandDesk commands) {}

    /// Reads nothing but the given static files.
    public WebPages(Services services, StaticFiles files, InstantSource clock) {
        this.services = services;
        this.files = files;
        this.site = new Site(new Templates(), files, clock);
    }

    /// What people see instead of problem details.
    public ErrorPages errorPages() {
        return new HtmlErrors(site);
    }

    /// Every page, file and JSON of this room; each says whom it lets in.
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(files.routes());
        DevicePages devices = new DevicePages(site, services.fleet);
        routes.add(see("/", new OverviewPage(site, services.fleet)::show));
        routes.add(see("/devices", devices::list));
        routes.add(see("/devices.csv", new DeviceExport(services.fleet)::export));
        routes.add(see("/devices/{key}", devices::one));
        routes.add(see("/supplies", new SupplyPages(site, services.fleet)::list));
        AgentActionPages actions = new AgentActionPages(site, services.commands);
        AgentPages agents = new AgentPages(site, services.fleet, actions);
        routes.add(see("/agents", agents::list));
        routes.add(see("/agents/{id}", agents::one));
        routes.add(see("/agents/{id}/actions", actions::show));
        routes.add(Route.page("POST", "/agents/{id}/actions", Require.role(Role.OPERATOR), actions::act));
        UploadsApi uploads = new UploadsApi(services.fleet, site);
        routes.add(Route.api("GET", "/api/v1/agents/{id}/uploads", Require.role(Role.VIEWER), uploads::history));
        routes.add(see("/audit", new AuditPages(site, services.fleet)::list));
        HistoryApi history = new HistoryApi(services.fleet);
        routes.add(Route.api("GET", "/api/v1/devices/{key}/history", Require.role(Role.VIEWER), history::history));
        JoinPages join = new JoinPages(site, services.desk, services.lines);
        routes.add(Route.page("GET", "/join", Require.role(Role.ADMIN), join::show));
        routes.add(Route.page("POST", "/join", Require.role(Role.ADMIN), join::make));
        SignInPages people = new SignInPages(site, services.store, services.signIn);
        routes.add(Route.page("GET", "/login", Access.ANYONE, people::login));
        routes.add(Route.page("POST", "/login", Access.ANYONE, people::signIn));
        routes.add(Route.page("POST", "/logout", Require.signedIn(), people::signOut));
        routes.add(Route.page("GET", "/password", Require.signedIn(), people::password));
        routes.add(Route.page("POST", "/password", Require.signedIn(), people::changePassword));
        return List.copyOf(routes);
    }

    private static Route see(String pattern, HttpHandler handler) {
        return Route.page("GET", pattern, Require.role(Role.VIEWER), request -> {
            try {
                return handler.handle(request);
            } catch (PageRequest.BadCursor e) {
                throw HttpProblem.malformed("This page of the list does not exist; go back to its start.");
            }
        });
    }
}
