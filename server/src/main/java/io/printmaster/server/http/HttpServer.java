package io.printmaster.server.http;

import io.printmaster.server.http.tls.TlsKeys;
import java.io.IOException;
import java.util.EnumSet;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;

/// The HTTPS listener: HTTP/1.1 and HTTP/2 by ALPN, TLS 1.2 or newer, one virtual thread a request.
///
/// Starts nothing before [#start]; [#close] lets requests under way finish. Thread-safe.
public final class HttpServer implements AutoCloseable {
    private final ListenerSettings settings;
    private final Dispatcher dispatcher;
    private final SslContextFactory.Server tls = new SslContextFactory.Server();
    private @Nullable Server server;
    private @Nullable ServerConnector connector;

    /// @param random of trace ids; need not be secret
    public HttpServer(ListenerSettings settings, TlsKeys keys, Door door, RandomGenerator random) {
        this.settings = settings;
        this.dispatcher = new Dispatcher(door, settings.maxRequests(), random);
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        tls.setRenegotiationAllowed(false);
        use(keys);
    }

    private void use(TlsKeys keys) {
        tls.setKeyStore(keys.keyStore());
        tls.setKeyStorePassword(keys.password());
    }

    /// Listens.
    ///
    /// @throws IOException when the address cannot be bound; the message names it
    public synchronized void start() throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(32, 4);
        threads.setName("http");
        Server jetty = new Server(threads);
        HttpConfiguration http = configuration();
        HttpConnectionFactory one = new HttpConnectionFactory(http);
        HTTP2ServerConnectionFactory two = new HTTP2ServerConnectionFactory(http);
        two.setMaxConcurrentStreams(128);
        ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
        choice.setDefaultProtocol(one.getProtocol());
        ServerConnector listener =
                new ServerConnector(jetty, 1, 1, new SslConnectionFactory(tls, choice.getProtocol()), choice, two, one);
        listener.setHost(settings.host());
        listener.setPort(settings.port());
        listener.setAcceptQueueSize(1_024);
        listener.setIdleTimeout(settings.idle().toMillis());
        jetty.addConnector(listener);
        jetty.addBean(new NetworkConnectionLimit(settings.maxConnections(), jetty));
        jetty.setStopTimeout(settings.drain().toMillis());
        jetty.setErrorHandler(new BareErrors());
        jetty.setHandler(new GracefulHandler(new JettyHandler(
                dispatcher,
                new AccessLog(settings.accessLog()),
                WebSocketServerComponents.ensureWebSocketComponents(jetty))));
        try {
            jetty.start();
        } catch (Exception e) {
            stop(jetty);
            throw new IOException("cannot listen on " + settings.host() + ":" + settings.port(), e);
        }
        server = jetty;
        connector = listener;
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(16 << 10);
        // Segments are split before they are decoded (see Paths), so an encoded slash or percent sign is
        // harmless.
        http.setUriCompliance(UriCompliance.from(EnumSet.of(
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING)));
        // Agents call by address or by any of the host's names; the certificate decides, not the name asked for.
        http.addCustomizer(new SecureRequestCustomizer(false));
        return http;
    }

    /// The port in use, once started.
    public synchronized int port() {
        if (connector == null) {
            throw new IllegalStateException("not started");
        }
        return connector.getLocalPort();
    }

    /// Whether the listener is about to close.
    public boolean draining() {
        return dispatcher.draining();
    }

    /// Takes other keys for connections that begin from now on.
    ///
    /// @throws IOException when they are not usable; then the ones before stay
    public synchronized void reload(TlsKeys keys) throws IOException {
        try {
            tls.reload(factory -> use(keys));
        } catch (Exception e) {
            throw new IOException("the new certificate cannot be used", e);
        }
    }

    /// Turns new requests away with 503, waits for those under way up to the set time, and stops.
    @Override
    public synchronized void close() {
        dispatcher.drain();
        if (server != null) {
            stop(server);
            server = null;
        }
    }

    private static void stop(Server jetty) {
        try {
            jetty.stop();
        } catch (Exception e) {
            org.slf4j.LoggerFactory.getLogger(HttpServer.class)
                    .atWarn()
                    .setCause(e)
                    .log("Listener did not stop cleanly");
        } finally {
            jetty.destroy();
        }
    }
}
