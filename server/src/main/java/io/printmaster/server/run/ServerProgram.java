package io.printmaster.server.run;

import io.printmaster.model.TenantId;
import io.printmaster.server.auth.AgentDoor;
import io.printmaster.server.auth.Doorkeeper;
import io.printmaster.server.auth.Enrollment;
import io.printmaster.server.auth.JoinDesk;
import io.printmaster.server.auth.SignIn;
import io.printmaster.server.auth.TokenExchange;
import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.control.CommandDesk;
import io.printmaster.server.http.Door;
import io.printmaster.server.http.HttpServer;
import io.printmaster.server.http.ListenerSettings;
import io.printmaster.server.http.Route;
import io.printmaster.server.http.RouteTable;
import io.printmaster.server.http.tls.ServerNames;
import io.printmaster.server.http.tls.TlsException;
import io.printmaster.server.http.tls.TlsFiles;
import io.printmaster.server.http.tls.TlsKeys;
import io.printmaster.server.ingest.AgentRoutes;
import io.printmaster.server.ingest.HealthRoutes;
import io.printmaster.server.store.Store;
import io.printmaster.server.web.WebPages;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running server: the one place where its rooms are wired. Opened in order, closed in reverse.
public final class ServerProgram implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerProgram.class);

    private final ServerConfig config;
    private final Store store;
    private final HttpServer http;
    private final Housekeeping housekeeping;
    private final TlsKeys keys;
    private final RouteTable routes;

    private ServerProgram(
            ServerConfig config,
            Store store,
            HttpServer http,
            Housekeeping housekeeping,
            TlsKeys keys,
            RouteTable routes) {
        this.config = config;
        this.store = store;
        this.http = http;
        this.housekeeping = housekeeping;
        this.keys = keys;
        this.routes = routes;
    }

    /// Opens everything and listens.
    ///
    /// @throws IOException  when the address cannot be bound
    /// @throws TlsException when the keys cannot be used
    public static ServerProgram start(ServerConfig config, Clock clock, SecureRandom random)
            throws IOException, TlsException {
        Store store = Stores.open(config, random);
        try {
            store.maintain(clock.instant(), Housekeeping.kept(clock.instant()));
            store.write(tx -> {
                tx.tenants().add(TenantId.DEFAULT, "Default", clock.instant());
                return true;
            });
            JoinDesk desk = new JoinDesk(store, clock, random);
            desk.preset(config.initSecret());
            Certificates certificates = new Certificates(config, clock, random);
            TlsKeys keys = certificates.current();
            SignIn signIn = new SignIn(store, clock, random);
            AtomicReference<HttpServer> running = new AtomicReference<>();
            List<Route> routes = new ArrayList<>();
            routes.addAll(new HealthRoutes(
                            store, clock, () -> draining(running), TlsFiles.pem(keys.anchor()), ServerProgram.version())
                    .routes());
            CommandDesk commands = new CommandDesk(store, clock, random);
            AgentRoutes agents = new AgentRoutes(
                    store,
                    new Enrollment(store, clock, random),
                    new TokenExchange(store, clock, random),
                    clock,
                    commands::exchange);
            ControlRoom control = new ControlRoom(store, commands, agents, clock, random);
            routes.addAll(control.routes());
            WebPages pages = PageRoom.open(config, store, signIn, desk, commands, keys, clock, () -> port(running));
            routes.addAll(pages.routes());
            RouteTable table = new RouteTable(routes);
            Door door = new Door(
                    table,
                    new Doorkeeper(new AgentDoor(store, clock), signIn, clock),
                    pages.errorPages(),
                    Failures::problem);
            HttpServer http = new HttpServer(
                    ListenerSettings.at(config.listenHost(), config.listenPort())
                            .withAccessLog(config.accessLog()),
                    keys,
                    door,
                    random);
            running.set(http);
            http.start();
            control.start();
            Housekeeping housekeeping = new Housekeeping(store, certificates, http, control, clock);
            housekeeping.start();
            ServerProgram program = new ServerProgram(config, store, http, housekeeping, keys, table);
            LOG.atInfo()
                    .addKeyValue("address", config.listenHost() + ":" + http.port())
                    .addKeyValue("url", program.url())
                    .addKeyValue("data_dir", config.dataDir())
                    .log("Server listening");
            return program;
        } catch (IOException | TlsException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static boolean draining(AtomicReference<HttpServer> running) {
        HttpServer http = running.get();
        return http == null || http.draining();
    }

    private static int port(AtomicReference<HttpServer> running) {
        HttpServer http = running.get();
        return http == null ? 0 : http.port();
    }

    static String version() {
        String version = ServerProgram.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /// The port in use.
    public int port() {
        return http.port();
    }

    /// How agents and people reach this server.
    public URI url() {
        return publicUrl(config, http.port());
    }

    /// Every route, for a test that each refuses strangers.
    List<Route> routes() {
        return routes.all();
    }

    /// What agents compare, see [TlsFiles#pin].
    public String caPin() {
        return TlsFiles.pin(keys.anchor());
    }

    static URI publicUrl(ServerConfig config, int port) {
        Optional<URI> told = config.publicUrl();
        return told.orElseGet(
                () -> URI.create("https://" + ServerNames.hostName().orElse("localhost") + ":" + port));
    }

    /// Drains and closes, in reverse.
    @Override
    public void close() {
        LOG.atInfo().log("Server stopping");
        housekeeping.close();
        http.close();
        store.close();
        LOG.atInfo().log("Server stopped");
    }
}
