package io.printmaster.agent.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.send.FakeServer.Reply;
import io.printmaster.agent.send.Outcome.Accepted;
import io.printmaster.agent.send.Outcome.Denial;
import io.printmaster.agent.send.Outcome.NotAllowed;
import io.printmaster.agent.send.Outcome.Refused;
import io.printmaster.agent.send.Outcome.RetryLater;
import io.printmaster.agent.send.Outcome.TooLarge;
import io.printmaster.agent.send.Outcome.Trouble;
import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.program.Secret;
import io.printmaster.wire.BatchJson;
import io.printmaster.wire.Receipt;
import io.printmaster.wire.RegisterRequest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerClientTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Secret TOKEN = new Secret("AbCdEfGhIjKlMnOp");
    private static final String RECEIPT = "{\"success\":true,\"received\":1,\"stored\":1}";

    private final FakeServer server = FakeServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void receipt_isReadAndTokenSent() throws Exception {
        server.behave(r -> Reply.of(200, RECEIPT));

        assertThat(upload(server.url(), false)).isEqualTo(new Accepted<>(new Receipt(1, 1, List.of())));

        assertThat(server.seen().getFirst().path()).isEqualTo("/api/v1/devices/batch");
        assertThat(server.seen().getFirst().header("Authorization")).isEqualTo("Bearer " + TOKEN.reveal());
    }

    @Test
    void basePath_isKeptAndDoubleSlashTolerated() throws Exception {
        server.behave(r -> Reply.of(200, RECEIPT));

        upload(ServerUrl.parse(server.url() + "/print//master/", false), false);

        assertThat(server.seen().getFirst().path()).isEqualTo("/print//master/api/v1/devices/batch");
    }

    @Test
    void body_isCompressedOnlyTowardsAServerThatSaidSo() throws Exception {
        server.behave(r -> Reply.of(200, RECEIPT));

        upload(server.url(), false);
        upload(server.url(), true);

        assertThat(server.seen().get(0).header("Content-encoding")).isEmpty();
        assertThat(server.seen().get(1).header("Content-encoding")).isEqualTo("gzip");
        assertThat(server.seen().get(1).header("Idempotency-key")).isNotEmpty();
        assertThat(server.seen().get(1).body()).contains("\"devices\":[");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 503})
    void busyStatus_isRetriedNotBeforeTheServerAsks(int status) throws Exception {
        server.behave(r -> Reply.of(status, "{}").with("Retry-After", "17"));

        RetryLater<Receipt> later = (RetryLater<Receipt>) upload(server.url(), false);

        assertThat(later.why()).isEqualTo(Trouble.BUSY);
        assertThat(later.pause()).isEqualTo(Duration.ofSeconds(17));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 502, 504, 507, 599})
    void serverError_isRetried(int status) throws Exception {
        server.behave(r -> Reply.of(status, "<html>"));

        assertThat(((RetryLater<Receipt>) upload(server.url(), false)).why()).isEqualTo(Trouble.SERVER_ERROR);
    }

    @Test
    void unauthenticatedAndForbidden_areTwoThings() throws Exception {
        server.behave(r -> Reply.of(401, "{\"code\":\"invalid_token\",\"detail\":\"no such token\"}"));
        NotAllowed<Receipt> unknown = (NotAllowed<Receipt>) upload(server.url(), false);
        server.behave(r -> Reply.of(403, "401 Unauthorized"));
        NotAllowed<Receipt> forbidden = (NotAllowed<Receipt>) upload(server.url(), false);

        assertThat(unknown.why()).isEqualTo(Denial.UNAUTHENTICATED);
        assertThat(unknown.code()).isEqualTo("invalid_token");
        assertThat(forbidden.why()).isEqualTo(Denial.FORBIDDEN);
    }

    @Test
    void status413_saysTooLarge() throws Exception {
        server.behave(r -> Reply.of(413, ""));

        assertThat(upload(server.url(), false)).isInstanceOf(TooLarge.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422})
    void refusalOfTheContent_isNotRetried(int status) throws Exception {
        server.behave(r -> Reply.of(status, "{\"code\":\"malformed\"}"));

        assertThat(((Refused<Receipt>) upload(server.url(), false)).content()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 404, 405, 415, 418})
    void refusalOfTheAddress_isNeitherRetriedNorFollowed(int status) throws Exception {
        server.behave(r -> Reply.of(status, "").with("Location", server.url() + "/elsewhere"));

        assertThat(((Refused<Receipt>) upload(server.url(), false)).content()).isFalse();
        assertThat(server.seen()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>please log in</html>", "[]", "{\"received\":\"many\"}", "{"})
    void unreadableSuccess_isNoSuccess(String body) throws Exception {
        server.behave(r -> Reply.of(200, body));

        assertThat(((RetryLater<Receipt>) upload(server.url(), false)).why()).isEqualTo(Trouble.UNREADABLE);
    }

    @Test
    void endlessAnswer_isNotReadToItsEnd() throws Exception {
        server.behave(r -> Reply.of(200, " ".repeat(3 << 20)));

        assertThat(upload(server.url(), false)).isInstanceOf(RetryLater.class);
    }

    @Test
    void connectionCutAfterTheRequest_isRetried() throws Exception {
        server.behave(r -> Reply.cut());

        assertThat(((RetryLater<Receipt>) upload(server.url(), false)).why()).isEqualTo(Trouble.CUT);
    }

    @Test
    void silentServer_timesOut() throws Exception {
        server.behave(r -> Reply.silence());

        assertThat(((RetryLater<Receipt>) upload(server.url(), FakeServer.trust(), Duration.ofMillis(200), false))
                        .why())
                .isEqualTo(Trouble.TIMEOUT);
    }

    @Test
    void nobodyListening_isUnreachable() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        RetryLater<Receipt> later =
                (RetryLater<Receipt>) upload(ServerUrl.parse("https://127.0.0.1:" + free, false), false);

        assertThat(later.why()).isEqualTo(Trouble.UNREACHABLE);
        assertThat(later.detail()).contains("127.0.0.1:" + free);
    }

    @Test
    void certificateOfAnotherAuthority_getsNoRequest() throws Exception {
        Trust other = new Trust.Pinned(TestAuthority.create().pem());

        RetryLater<Receipt> later = (RetryLater<Receipt>) upload(server.url(), other, Duration.ofSeconds(10), false);

        assertThat(later.why()).isEqualTo(Trouble.UNTRUSTED);
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void platformTrust_doesNotTakeAPrivateAuthority() throws Exception {
        RetryLater<Receipt> later =
                (RetryLater<Receipt>) upload(server.url(), new Trust.Platform(), Duration.ofSeconds(10), false);

        assertThat(later.why()).isEqualTo(Trouble.UNTRUSTED);
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void certificateForAnotherHostName_getsNoRequest() throws Exception {
        ServerUrl byName = ServerUrl.parse("https://localhost:" + server.port(), false);

        RetryLater<Receipt> later = (RetryLater<Receipt>) upload(byName, false);

        assertThat(later.why()).isEqualTo(Trouble.UNTRUSTED);
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void clockSkew_isSeenInEveryAnswer() throws Exception {
        server.behave(r -> Reply.of(200, RECEIPT));
        Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        try (ServerClient client = ServerClient.open(server.url(), FakeServer.trust(), slow, RequestLimits.DEFAULT)) {
            assertThat(client.clockSkew()).isEmpty();
            client.upload(TOKEN, request(false));
            assertThat(client.clockSkew().orElseThrow()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        }
    }

    @Test
    void registration_sendsNoBearerTokenAndReadsTheNewOne() throws Exception {
        server.behave(r -> Reply.of(200, "{\"success\":true,\"agent_id\":\"a-1\",\"agent_token\":\"new-token\"}"));
        try (ServerClient client = client(server.url(), FakeServer.trust(), Duration.ofSeconds(10))) {
            var outcome = client.register(new RegisterRequest("join-token", new AgentId("a-1"), AgentFacts.NONE));
            assertThat(outcome.map(a -> a.agentToken())).isEqualTo(new Accepted<>("new-token"));
        }
        assertThat(server.seen().getFirst().path()).isEqualTo("/api/v1/agents/register-with-token");
        assertThat(server.seen().getFirst().header("Authorization")).isEmpty();
    }

    private Outcome<Receipt> upload(ServerUrl url, boolean capable) throws Exception {
        return upload(url, FakeServer.trust(), Duration.ofSeconds(10), capable);
    }

    private Outcome<Receipt> upload(ServerUrl url, Trust trust, Duration limit, boolean capable) throws Exception {
        try (ServerClient client = client(url, trust, limit)) {
            return client.upload(TOKEN, request(capable));
        }
    }

    private static ServerClient client(ServerUrl url, Trust trust, Duration limit) throws Exception {
        return ServerClient.open(
                url, trust, Clock.fixed(NOW, ZoneOffset.UTC), new RequestLimits(Duration.ofSeconds(5), limit));
    }

    private static UploadRequest request(boolean capable) {
        UUID id = new UUID(1, 2);
        byte[] device = ("{\"serial\":\"" + "x".repeat(2_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        return UploadRequest.of(
                UploadRequest.Route.DEVICES,
                BatchJson.devices(new AgentId("a-1"), NOW, capable ? id : null, List.of(device)),
                capable ? Optional.of(id) : Optional.empty(),
                capable);
    }
}
