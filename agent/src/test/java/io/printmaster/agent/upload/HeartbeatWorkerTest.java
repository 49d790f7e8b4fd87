package io.printmaster.agent.upload;

import static io.printmaster.agent.upload.Site.heartbeatOk;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.send.CaPin;
import io.printmaster.agent.send.FakeServer;
import io.printmaster.agent.send.FakeServer.Reply;
import io.printmaster.agent.send.FakeServer.Seen;
import io.printmaster.agent.send.TestAuthority;
import io.printmaster.agent.store.AgentVault.SecretSetting;
import io.printmaster.agent.store.AgentVault.Setting;
import io.printmaster.program.Secret;
import io.printmaster.wire.JoinString;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatWorkerTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String REGISTERED =
            "{\"success\":true,\"agent_id\":\"agent-01\",\"agent_token\":\"ZyXwVuTsRqPoNmLk\",\"tenant_id\":\"t\"}";

    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void heartbeat_saysThatTheAgentLives() throws Exception {
        site.joined().server.behave(r -> heartbeatOk(""));

        assertThat(site.heartbeats.round()).isEqualTo(MINUTE);

        Seen heartbeat = site.server.seen("/heartbeat").getFirst();
        assertThat(heartbeat.header("Authorization")).isEqualTo("Bearer " + Site.TOKEN);
        assertThat(heartbeat.body()).contains("\"agent_id\":\"agent-01\"", "\"status\":\"active\"", "\"upload\":{");
        assertThat(site.line.status().state()).isEqualTo(ConnectionState.ONLINE);
        assertThat(site.back).hasValue(1);
    }

    @Test
    void serverAwayAtTheStart_isFoundWhenItComes() throws Exception {
        site.joined();
        int port = site.server.port();
        site.server.close();

        site.heartbeats.round();
        assertThat(site.line.status().state()).isEqualTo(ConnectionState.AWAY);
        site.pass(MINUTE);
        try (FakeServer returned = FakeServer.startAt(port).behave(r -> heartbeatOk(""))) {
            site.heartbeats.round();
            assertThat(returned.seen()).hasSize(1);
        }

        assertThat(site.line.status().state()).isEqualTo(ConnectionState.ONLINE);
        assertThat(site.back).hasValue(1);
    }

    @Test
    void deadServer_getsOneProbeAMinute() throws Exception {
        site.online().server.behave(r -> Reply.of(503, ""));
        site.heartbeats.round();
        int before = site.server.seen().size();

        for (int second = 0; second < 600; second += 5) {
            site.pass(Duration.ofSeconds(5));
            site.heartbeats.round();
            site.uploads.round();
        }

        assertThat(site.server.seen().size() - before).isBetween(9, 10);
    }

    @Test
    void unknownToken_isReplacedOnceWithTheStoredJoinToken() throws Exception {
        site.joined().server.behave(r -> {
            if (r.path().endsWith("register-with-token")) {
                return Reply.of(200, REGISTERED);
            }
            return r.header("Authorization").endsWith("ZyXwVuTsRqPoNmLk") ? heartbeatOk("") : Reply.of(401, "");
        });

        List<String> lines = UploadWorkerTest.logged(Enrollment.class, site.heartbeats::round);

        assertThat(lines).containsExactly("INFO  Agent registered successfully agent_id=agent-01 token=ZyXwVuTs...");
        assertThat(site.server.seen("/register-with-token").getFirst().body()).contains("\"token\":\"join-token\"");
        assertThat(site.vault.secret(SecretSetting.BEARER_TOKEN)).contains(new Secret("ZyXwVuTsRqPoNmLk"));
        assertThat(site.line.status().state()).isEqualTo(ConnectionState.ONLINE);
    }

    @Test
    void unknownTokenAndUsedUpJoinToken_meansJoinAgainAndNoHammering() throws Exception {
        site.joined().server.behave(r -> Reply.of(401, "{\"code\":\"invalid_token\"}"));

        Duration next = site.heartbeats.round();

        assertThat(site.line.status().state()).isEqualTo(ConnectionState.JOIN_AGAIN);
        assertThat(next).isEqualTo(Duration.ofMinutes(5));
        assertThat(site.server.seen()).hasSize(2);
        assertThat(site.vault.secret(SecretSetting.BEARER_TOKEN))
                .as("kept: the server may be wrong")
                .isPresent();
    }

    @Test
    void temporaryErrorAtTheStart_doesNotDiscardTheToken() throws Exception {
        site.joined().server.behave(r -> Reply.of(500, ""));

        site.heartbeats.round();

        assertThat(site.vault.secret(SecretSetting.BEARER_TOKEN)).contains(new Secret(Site.TOKEN));
        assertThat(site.server.seen("/register-with-token")).isEmpty();
    }

    @Test
    void forbidden_stopsAndSaysSo() throws Exception {
        site.joined().server.behave(r -> Reply.of(403, "{\"detail\":\"agent is revoked\"}"));

        List<String> lines = UploadWorkerTest.logged(HeartbeatWorker.class, site.heartbeats::round);

        assertThat(lines).anyMatch(l -> l.startsWith("ERROR Server refuses this agent"));
        assertThat(site.line.status().state()).isEqualTo(ConnectionState.FORBIDDEN);
        assertThat(site.line.status().lastError()).contains("agent is revoked");
        assertThat(site.server.seen()).hasSize(1);
        site.uploads.round();
        assertThat(site.server.seen()).hasSize(1);
    }

    @Test
    void notJoined_sendsNothingAndSaysHowToJoin() throws Exception {
        List<String> lines = UploadWorkerTest.logged(HeartbeatWorker.class, site.heartbeats::round);

        assertThat(lines).singleElement().satisfies(l -> assertThat(l).contains("agent join"));
        assertThat(site.server.seen()).isEmpty();
        assertThat(site.line.status().state()).isEqualTo(ConnectionState.NOT_JOINED);
    }

    @Test
    void unattendedJoin_waitsForTheServerAndThenJoinsVerified() throws Exception {
        int port = site.server.port();
        site.invitation = Optional.of(new Invitation.ByString(joinString(FakeServer.authority())));
        site.server.close();

        assertThat(site.heartbeats.round()).isLessThan(MINUTE);
        try (FakeServer returned = FakeServer.startAt(port)) {
            returned.behave(this::whole);
            site.heartbeats.round();

            assertThat(returned.seen())
                    .extracting(Seen::path)
                    .containsExactly("/ca.pem", "/api/v1/agents/register-with-token", "/api/v1/agents/heartbeat");
        }
        assertThat(site.vault.setting(Setting.SERVER_CA_PEM)).isPresent();
        assertThat(site.line.status().state()).isEqualTo(ConnectionState.ONLINE);
    }

    @Test
    void wrongPin_sendsNoSecret() throws Exception {
        site.server.behave(this::whole);
        JoinString wrong = joinString(TestAuthority.create());

        JoinResult result = site.line.join(new Invitation.ByString(wrong));

        assertThat(result).isInstanceOf(JoinResult.WrongServer.class);
        assertThat(site.server.seen()).extracting(Seen::path).containsExactly("/ca.pem");
        assertThat(site.vault.secret(SecretSetting.JOIN_TOKEN)).isEmpty();
    }

    @Test
    void expiredJoinToken_isToldApartFromAnUnreachableServer() throws Exception {
        site.server.behave(r -> r.path().endsWith("ca.pem")
                ? Reply.of(200, FakeServer.authority().pem())
                : Reply.of(401, "{\"code\":\"token_expired\",\"detail\":\"the join token has expired\"}"));

        JoinResult result = site.line.join(new Invitation.ByString(joinString(FakeServer.authority())));

        assertThat(result)
                .isEqualTo(
                        new JoinResult.Denied("token_expired", "the server answered 401: the join token has expired"));
    }

    @Test
    void leaving_forgetsTheTokensButNotTheName() throws Exception {
        site.online();

        assertThat(site.enrollment.leave()).isTrue();
        site.heartbeats.round();

        assertThat(site.vault.secret(SecretSetting.BEARER_TOKEN)).isEmpty();
        assertThat(site.vault.secret(SecretSetting.JOIN_TOKEN)).isEmpty();
        assertThat(site.vault.setting(Setting.AGENT_ID)).contains("agent-01");
        assertThat(site.line.status().state()).isEqualTo(ConnectionState.NOT_JOINED);
    }

    @Test
    void clockThatDiffers_isWarnedOfOnce() throws Exception {
        // The site's clock stands in March; the fake server's is this machine's.
        site.joined().server.behave(r -> heartbeatOk(""));

        List<String> lines = UploadWorkerTest.logged(HeartbeatWorker.class, () -> {
            site.heartbeats.round();
            return site.heartbeats.round();
        });

        assertThat(lines).filteredOn(l -> l.contains("clock")).hasSize(1);
        assertThat(site.server.seen("/heartbeat")).hasSize(2);
    }

    @Test
    void uploadThatFailed_isTakenUpAgainAtTheNextAnsweredHeartbeat() throws Exception {
        site.online().server.behave(r -> r.path().endsWith("heartbeat") ? heartbeatOk("") : Reply.cut());
        site.queueDevices(0, 1);
        site.uploads.round();
        site.pass(MINUTE);

        site.heartbeats.round();

        assertThat(site.back).hasValue(2);
    }

    private Reply whole(Seen request) {
        return switch (request.path().substring(request.path().lastIndexOf('/') + 1)) {
            case "ca.pem" -> Reply.of(200, FakeServer.authority().pem());
            case "register-with-token" -> Reply.of(200, REGISTERED);
            default -> heartbeatOk("");
        };
    }

    private JoinString joinString(TestAuthority authority) {
        return new JoinString(site.server.url().base(), CaPin.of(authority.certificate()), "join-token-1");
    }
}
