package io.printmaster.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.TenantId;
import io.printmaster.server.auth.JoinDesk;
import io.printmaster.server.auth.SignIn;
import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Role;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A whole server with short ways to be its agent or its admin.
final class ServerInTest implements AutoCloseable {
    private final Path directory;
    private final ServerProgram program;
    private final SSLContext tls;
    private final HttpClient client;

    ServerInTest(Path directory) throws Exception {
        this.directory = directory;
        ServerConfig config = new ServerConfig(
                "127.0.0.1",
                0,
                directory,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "info",
                true,
                Optional.empty(),
                Optional.empty());
        program = ServerProgram.start(config, Clock.systemUTC(), new SecureRandom());
        tls = trusting(directory.resolve("tls/ca.pem"));
        client = HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    private static SSLContext trusting(Path ca) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(ca))));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    int port() {
        return program.port();
    }

    SSLContext tls() {
        return tls;
    }

    HttpClient client() {
        return client;
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(at(path)).GET(), headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(at(path)).POST(BodyPublishers.ofString(body)), headers);
    }

    HttpResponse<String> postAs(String token, String path, String body) throws Exception {
        return post(path, body, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    }

    URI at(String path) {
        return URI.create("https://127.0.0.1:" + program.port() + path);
    }

    <T> T inStore(Function<Store, T> work) {
        try (Store store = SqliteStore.open(directory, new Random(1))) {
            return work.apply(store);
        }
    }

    /// Registers an agent of a tenant.
    ///
    /// @return its token
    String joined(String agent, TenantId tenant) throws Exception {
        String join = inStore(store -> {
            store.write(tx -> {
                tx.tenants().add(tenant, tenant.value(), Clock.systemUTC().instant());
                return true;
            });
            return new JoinDesk(store, Clock.systemUTC(), new SecureRandom())
                    .create(new JoinDesk.Wish(tenant, "", OptionalInt.of(1), Duration.ofHours(1)), "test", "")
                    .token();
        });
        HttpResponse<String> answer =
                post("/api/v1/agents/register", "{\"agent_id\":\"" + agent + "\",\"token\":\"" + join + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return found("\"agent_token\":\"([^\"]+)\"", answer.body());
    }

    static String found(String pattern, String text) {
        Matcher match = Pattern.compile(pattern).matcher(text);
        assertThat(match.find()).as(pattern + " in " + text).isTrue();
        return match.group(1);
    }

    /// Somebody signed in.
    ///
    /// @param csrf the anti-forgery token
    record Person(ServerInTest server, String cookie, String csrf) {
        HttpResponse<String> get(String path) throws Exception {
            return server.get(path, "Cookie", cookie);
        }

        HttpResponse<String> post(String path, String body) throws Exception {
            return server.post(path, body, "Cookie", cookie, "X-CSRF-Token", csrf);
        }
    }

    Person person(String name, Role role, Optional<TenantId> tenant) throws Exception {
        SignIn.Invited invited = inStore(store ->
                new SignIn(store, Clock.systemUTC(), new SecureRandom()).invite(name, role, tenant, "test", ""));
        String form = "application/x-www-form-urlencoded";
        HttpResponse<String> in =
                post("/login", "user=" + name + "&password=" + encode(invited.password()), "Content-Type", form);
        String cookie = in.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        String csrf = found(
                "name=\"csrf_token\" value=\"([^\"]+)\"",
                get("/password", "Cookie", cookie).body());
        String fresh = encode("correct horse battery " + name);
        post(
                "/password",
                "csrf_token=" + csrf + "&current=" + encode(invited.password()) + "&new=" + fresh + "&again=" + fresh,
                "Content-Type",
                form,
                "Cookie",
                cookie);
        return new Person(this, cookie, csrf);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    List<String> audit() {
        return inStore(store -> store.read(
                        tx -> tx.audit().page(new Scope.Everyone(), Audit.Filter.ALL, PageRequest.first(500))))
                .items()
                .stream()
                .map(e -> e.agentId() + " " + e.actor() + " " + e.action() + ": " + e.details())
                .toList();
    }

    @Override
    public void close() {
        program.close();
        client.shutdownNow(); // close() would wait for open channels
    }
}
