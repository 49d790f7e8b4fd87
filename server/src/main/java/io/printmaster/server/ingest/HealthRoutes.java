package io.printmaster.server.ingest;

import io.printmaster.server.http.Access;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.http.Route;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How the server is (WIRE, section 1), and the certificate to trust. All public, and none says more than it
/// must.
public final class HealthRoutes {
    private static final JsonMapper JSON = new JsonMapper();

    private final Store store;
    private final Clock clock;
    private final BooleanSupplier draining;
    private final byte[] anchor;
    private final String version;

    /// Looks at `store`.
    ///
    /// @param draining whether the listener is about to close
    /// @param anchor   the CA's certificate as PEM
    public HealthRoutes(Store store, Clock clock, BooleanSupplier draining, byte[] anchor, String version) {
        this.store = store;
        this.clock = clock;
        this.draining = draining;
        this.anchor = anchor.clone();
        this.version = version;
    }

    /// The lines of the route table.
    public List<Route> routes() {
        return List.of(
                Route.api("GET", "/health", Access.ANYONE, this::health),
                Route.api("GET", "/livez", Access.ANYONE, r -> json(status("alive"))),
                Route.api("GET", "/readyz", Access.ANYONE, this::ready),
                Route.api("GET", "/api/version", Access.ANYONE, this::version),
                Route.api(
                        "GET",
                        "/ca.pem",
                        Access.ANYONE,
                        r -> Response.of(200, "application/x-pem-file", anchor.clone())));
    }

    private Response health(Request request) {
        return json(status("healthy"));
    }

    private Response ready(Request request) {
        if (draining.getAsBoolean()) {
            throw HttpProblem.busy("draining", "The server is shutting down.", Duration.ofSeconds(5));
        }
        try {
            // Through the writer, because reads may work on while it is stuck.
            store.write(tx -> {
                tx.sessions().touch("", clock.instant());
                return true;
            });
        } catch (StoreException e) {
            throw HttpProblem.busy("store", "The database does not answer.", Duration.ofSeconds(5));
        }
        return json(status("ready"));
    }

    private Response version(Request request) {
        return json(JSON.createObjectNode()
                .put("name", "PrintMaster")
                .put("version", version)
                .put("protocol_version", "1")
                .set("capabilities", JSON.readTree(AgentRoutes.CAPABILITIES.toJson())));
    }

    private ObjectNode status(String word) {
        return JSON.createObjectNode()
                .put("status", word)
                .put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    }

    private static Response json(ObjectNode node) {
        return Response.json(200, JSON.writeValueAsBytes(node));
    }
}
