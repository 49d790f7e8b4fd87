package io.printmaster.agent.web;

import com.sun.net.httpserver.HttpServer;
import io.printmaster.agent.config.WebSettings;
import io.printmaster.agent.upload.Loop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The agent's own address: page, status API and metrics, on a loopback address, by the JDK's small HTTP server.
///
/// A port that another program has stops nothing: one warning, and a new attempt every half minute. Connections,
/// requests at a time and the time of each are bounded. Thread-safe.
public final class AgentSite implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AgentSite.class);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Duration NEVER = Duration.ofDays(365);
    private static final int BACKLOG = 16;
    private static final int AT_A_TIME = 4;
    /// The JDK's server reads these once, and has no other way to be told.
    private static final String[][] BOUNDS = {
        {"jdk.httpserver.maxConnections", "32"},
        {"sun.net.httpserver.maxReqTime", "10"},
        {"sun.net.httpserver.maxRspTime", "30"},
        {"sun.net.httpserver.maxIdleConnections", "8"},
        {"sun.net.httpserver.nodelay", "true"},
    };

    private final InetSocketAddress listen;
    private final Routes routes;
    private final Loop loop = new Loop("agent-page", this::open);
    private @Nullable HttpServer server;
    private boolean warned;
    private boolean closed;

    /// Opens nothing yet.
    public AgentSite(WebSettings settings, Subject subject) {
        this.listen = settings.listen();
        this.routes = new Routes(subject);
    }

    /// Starts to listen, as soon as the port can be had.
    public void start() {
        loop.start(open());
    }

    /// Tries at once what is else tried after a while.
    void tryAgain() {
        loop.wake();
    }

    private synchronized Duration open() {
        if (server != null || closed) {
            return NEVER;
        }
        for (String[] bound : BOUNDS) {
            if (System.getProperty(bound[0]) == null) {
                System.setProperty(bound[0], bound[1]);
            }
        }
        try {
            HttpServer opened = HttpServer.create(listen, BACKLOG);
            opened.setExecutor(new Bounded());
            opened.createContext("/", routes.at(opened.getAddress()));
            opened.start();
            server = opened;
            log.atInfo().addKeyValue("page", address(opened)).log("Agent's page is served");
            return NEVER;
        } catch (IOException e) {
            if (!warned) {
                warned = true;
                log.atWarn()
                        .addKeyValue("listen", listen.getAddress().getHostAddress() + ":" + listen.getPort())
                        .addKeyValue("error", e.getMessage())
                        .log("Agent's page cannot be served, trying again; set [web] listen, or enabled = false");
            }
            return RETRY;
        }
    }

    /// Where the page is; empty text while it is nowhere.
    public synchronized String address() {
        return server == null ? "" : address(server);
    }

    private static String address(HttpServer server) {
        InetAddress address = server.getAddress().getAddress();
        String host = address.getHostAddress();
        String shown = host.indexOf(':') < 0 ? host : "[" + host.replaceFirst("%.*", "") + "]";
        return "http://" + shown + ":" + server.getAddress().getPort() + "/";
    }

    /// Stops at once.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (server != null) {
                server.stop(0);
                server = null;
            }
        }
        loop.close();
    }

    /// A virtual thread a request, a few at a time; the others wait, and there are no more of them than connections.
    private static final class Bounded implements Executor {
        private final Semaphore turns = new Semaphore(AT_A_TIME);

        @Override
        public void execute(Runnable exchange) {
            Thread.ofVirtual().name("agent-page").start(() -> {
                turns.acquireUninterruptibly();
                try {
                    exchange.run();
                } finally {
                    turns.release();
                }
            });
        }
    }
}
