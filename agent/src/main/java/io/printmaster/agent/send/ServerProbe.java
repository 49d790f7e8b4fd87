package io.printmaster.agent.send;

import io.printmaster.agent.send.Outcome.RetryLater;
import io.printmaster.model.Text;
import io.printmaster.program.Secret;
import io.printmaster.wire.Capabilities;
import io.printmaster.wire.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Looks at the way to a server one step after the other, for people who search for a fault. Changes nothing there.
/// Every step has the same limit. Thread-safe.
public final class ServerProbe {
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    /// Needs an agent's token and changes nothing (WIRE, section 9).
    private static final String NEEDS_TOKEN = "/api/v1/agents/device-credentials?serial=doctor";

    private final ServerUrl url;
    private final Trust trust;
    private final Duration limit;
    private final Clock clock;

    /// Sends nothing yet.
    public ServerProbe(ServerUrl url, Trust trust, Duration limit, Clock clock) {
        this.url = url;
        this.trust = trust;
        this.limit = limit;
        this.clock = clock;
    }

    /// What a step came to.
    ///
    /// @param <T> what it found
    public sealed interface Found<T> {
        /// It worked.
        record Good<T>(T what) implements Found<T> {}

        /// It did not.
        ///
        /// @param why for people, cleaned
        record Bad<T>(String why) implements Found<T> {}
    }

    /// A TLS connection as it came about.
    ///
    /// @param until   when the server's certificate ends
    /// @param anchor  pin of the authority it was checked with, if that is one of this agent's own
    public record Tls(String protocol, String subject, String issuer, Instant until, Optional<String> anchor) {}

    /// What the server says of itself.
    ///
    /// @param skew its clock minus ours; empty when it told no time
    public record About(Optional<Duration> skew, Optional<Capabilities> capabilities) {}

    /// How the server takes a token.
    ///
    /// @param status 200 when it knows the token
    /// @param detail for people; empty when all is well
    public record Standing(int status, String detail) {}

    /// The addresses of its name.
    public Found<List<InetAddress>> addresses() {
        try {
            return new Found.Good<>(Stream.of(InetAddress.getAllByName(host())).toList());
        } catch (UnknownHostException e) {
            return new Found.Bad<>("no address is known for the name " + host());
        }
    }

    /// Opens a connection and closes it.
    public Found<InetSocketAddress> connection(List<InetAddress> addresses) {
        String why = "there is no address to try";
        for (InetAddress address : addresses) {
            InetSocketAddress there = new InetSocketAddress(address, port());
            try (Socket socket = new Socket()) {
                socket.connect(there, (int) limit.toMillis());
                return new Found.Good<>(there);
            } catch (IOException e) {
                why = "no connection to " + address.getHostAddress() + " port " + port() + ": " + text(e);
            }
        }
        return new Found.Bad<>(why);
    }

    /// Whether tokens are encrypted on the way.
    public boolean encrypted() {
        return !"http".equals(url.base().getScheme());
    }

    /// Greets the server as uploads do, its name and its chain checked.
    public Found<Tls> tls(InetSocketAddress there) throws InterruptedException {
        try (Socket plain = new Socket()) {
            plain.connect(there, (int) limit.toMillis());
            plain.setSoTimeout((int) limit.toMillis());
            try (SSLSocket socket =
                    (SSLSocket) trust.context().getSocketFactory().createSocket(plain, host(), port(), true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return new Found.Good<>(tls(socket.getSession()));
            }
        } catch (GeneralSecurityException e) {
            return new Found.Bad<>("the stored authority of the server cannot be used: " + text(e));
        } catch (IOException e) {
            return new Found.Bad<>(otherAuthority().orElseGet(() -> {
                RetryLater<Void> fault = NetworkFault.of(e, url);
                return fault.detail();
            }));
        }
    }

    private Tls tls(SSLSession session) throws IOException {
        Certificate[] chain = session.getPeerCertificates();
        X509Certificate own = (X509Certificate) chain[0];
        return new Tls(
                session.getProtocol(),
                Text.clean(own.getSubjectX500Principal().getName(), 200),
                Text.clean(own.getIssuerX500Principal().getName(), 200),
                own.getNotAfter().toInstant(),
                anchors().stream().findFirst().map(CaPin::of));
    }

    private List<X509Certificate> anchors() {
        return switch (trust) {
            case Trust.Platform() -> List.of();
            case Trust.Pinned(String pem) -> {
                try {
                    yield Trust.certificates(pem);
                } catch (CertificateException e) {
                    yield List.of();
                }
            }
        };
    }

    /// Told apart from an expired certificate or a wrong name, because the mend is another.
    private Optional<String> otherAuthority() throws InterruptedException {
        for (X509Certificate anchor : anchors()) {
            if (CaPin.fetch(url, CaPin.of(anchor), limit) instanceof CaPin.Found.OtherAuthority) {
                return Optional.of("the server shows another authority than the one this agent joined with (pin "
                        + CaPin.of(anchor).substring(0, 12) + "...)");
            }
        }
        return Optional.empty();
    }

    /// Asks for the server's clock and capabilities.
    public Found<About> about() throws InterruptedException {
        return ask("/api/version", null, answer -> {
            if (answer.status() != 200) {
                return new Found.Bad<>("status " + answer.status() + " is not what a PrintMaster server answers");
            }
            return new Found.Good<>(new About(
                    answer.date().map(date -> Duration.between(clock.instant(), date)),
                    Capabilities.fromAnswer(answer.body())));
        });
    }

    /// Shows the token where one is needed and nothing is changed.
    public Found<Standing> standing(Secret token) throws InterruptedException {
        return ask(NEEDS_TOKEN, token, answer -> {
            Problem problem = Problem.fromJson(answer.status(), answer.body());
            String said = problem.detail().isEmpty() ? problem.title() : problem.detail();
            return new Found.Good<>(new Standing(answer.status(), answer.status() == 200 ? "" : said));
        });
    }

    private interface Reading<T> {
        Found<T> read(Answer answer);
    }

    private <T> Found<T> ask(String route, @Nullable Secret token, Reading<T> reading) throws InterruptedException {
        try (Transport transport = Transport.open(url, trust.context(), limit, MAX_ANSWER_BYTES)) {
            return reading.read(transport.get(route, token, limit));
        } catch (IOException e) {
            RetryLater<T> fault = NetworkFault.of(e, url);
            return new Found.Bad<>(fault.detail());
        } catch (GeneralSecurityException e) {
            return new Found.Bad<>("the stored authority of the server cannot be used: " + text(e));
        }
    }

    private String host() {
        String host = url.base().getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private int port() {
        int port = url.base().getPort();
        return port > 0 ? port : encrypted() ? 443 : 80;
    }

    private static String text(Exception fault) {
        String message = fault.getMessage();
        return message == null ? fault.getClass().getSimpleName() : Text.clean(message, 200);
    }
}
