package io.printmaster.server.run;

import io.printmaster.server.control.CommandApi;
import io.printmaster.server.control.CommandDesk;
import io.printmaster.server.control.Duties;
import io.printmaster.server.control.LiveChannels;
import io.printmaster.server.http.Route;
import io.printmaster.server.http.tls.ServerNames;
import io.printmaster.server.ingest.AgentRoutes;
import io.printmaster.server.store.Store;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Wires what the server wants of agents, and which of several server processes does what.
final class ControlRoom implements AutoCloseable {
    /// Three signs of life may get lost.
    private static final Duration DUTY_LIFE = Duration.ofSeconds(15);

    private final CommandDesk desk;
    private final AgentRoutes agents;
    private final LiveChannels live;
    private final Duties duties;

    /// Starts nothing.
    ControlRoom(Store store, CommandDesk desk, AgentRoutes agents, Clock clock, SecureRandom random) {
        String server = name(random);
        this.desk = desk;
        this.agents = agents;
        this.live = new LiveChannels(new LiveChannels.Parts(
                store, desk, agents::heartbeat, Failures::problem, server, clock, System::nanoTime));
        this.duties = new Duties(store, server, DUTY_LIFE, System::nanoTime);
    }

    /// Another name at each start: what a former process held is not this one's.
    private static String name(SecureRandom random) {
        byte[] tail = new byte[6];
        random.nextBytes(tail);
        return ServerNames.hostName().orElse("server") + "-" + HexFormat.of().formatHex(tail);
    }

    /// The lines of the route table, those of the agents among them.
    List<Route> routes() {
        List<Route> routes = new ArrayList<>(agents.routes());
        routes.addAll(live.routes());
        routes.addAll(new CommandApi(desk).routes());
        return routes;
    }

    CommandDesk desk() {
        return desk;
    }

    /// Which background work is this process's.
    Duties duties() {
        return duties;
    }

    void start() {
        live.start();
    }

    /// Says goodbye to every agent, and leaves the background work to others.
    @Override
    public void close() {
        live.close();
        duties.close();
    }
}
