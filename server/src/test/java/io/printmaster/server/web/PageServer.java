package io.printmaster.server.web;

import io.printmaster.model.TenantId;
import io.printmaster.server.auth.AgentDoor;
import io.printmaster.server.auth.Doorkeeper;
import io.printmaster.server.auth.JoinDesk;
import io.printmaster.server.auth.SignIn;
import io.printmaster.server.control.CommandDesk;
import io.printmaster.server.fleet.Fleet;
import io.printmaster.server.fleet.Patience;
import io.printmaster.server.http.Door;
import io.printmaster.server.http.HttpServer;
import io.printmaster.server.http.ListenerSettings;
import io.printmaster.server.http.Route;
import io.printmaster.server.http.RouteTable;
import io.printmaster.server.http.tls.ServerNames;
import io.printmaster.server.http.tls.TlsFiles;
import io.printmaster.server.store.Role;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.sqlite.SqliteStore;
import io.printmaster.wire.JoinString;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/// The pages on a real listener, with a real store, for tests and for looking at them.
final class PageServer implements AutoCloseable {
    private final Store store;
    private final SignIn signIn;
    private final HttpServer http;
    private final List<Route> routes;
    private final X509Certificate authority;

    PageServer(Path folder, Clock clock, int port) throws Exception {
        SecureRandom random = new SecureRandom();
        store = SqliteStore.open(folder, new SplittableRandom(1));
        signIn = new SignIn(store, clock, random);
        TlsFiles tls = new TlsFiles(folder, clock, random);
        var keys = tls.own(new ServerNames(Set.of("localhost"), Set.of("127.0.0.1")));
        authority = tls.authorityCertificate();
        String pin = TlsFiles.pin(authority);
        JoinLines lines = token -> new JoinString(URI.create("https://localhost:9090"), pin, token);
        WebPages pages = new WebPages(
                new WebPages.Services(
                        store,
                        new Fleet(store, Patience.DEFAULT, clock),
                        signIn,
                        new JoinDesk(store, clock, random),
                        lines,
                        new CommandDesk(store, clock, random)),
                StaticFiles.load(),
                clock);
        routes = pages.routes();
        Door door = new Door(
                new RouteTable(routes),
                new Doorkeeper(new AgentDoor(store, clock), signIn, clock),
                pages.errorPages(),
                fault -> Optional.empty());
        http = new HttpServer(ListenerSettings.at("127.0.0.1", port), keys, door, new SplittableRandom(2));
        http.start();
    }

    Store store() {
        return store;
    }

    List<Route> routes() {
        return routes;
    }

    X509Certificate authority() {
        return authority;
    }

    URI at(String path) {
        return URI.create("https://localhost:" + http.port() + path);
    }

    /// Adds a person whose password is told and must be changed.
    SignIn.Invited invite(String name, Role role, Optional<TenantId> tenant) {
        return signIn.invite(name, role, tenant, "test", "127.0.0.1");
    }

    @Override
    public void close() {
        http.close();
        store.close();
    }
}
