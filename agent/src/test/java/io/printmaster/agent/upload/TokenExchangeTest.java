package io.printmaster.agent.upload;

import static io.printmaster.agent.upload.Site.heartbeatOk;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.send.FakeServer.Reply;
import io.printmaster.agent.send.FakeServer.Seen;
import io.printmaster.agent.store.AgentVault.SecretSetting;
import io.printmaster.program.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenExchangeTest {
    private static final String NEXT = "NeXtNeXtNeXtNeXt";
    private static final Duration MONTH = Duration.ofDays(30);

    private final Site site = new Site();
    private String valid = Site.TOKEN;
    private boolean wanted;

    @AfterEach
    void close() {
        site.close();
    }

    private Reply answer(Seen request) {
        String sent = request.header("Authorization").replace("Bearer ", "");
        if (!sent.equals(Site.TOKEN) && !sent.equals(valid)) {
            return Reply.of(401, "");
        }
        if (request.path().endsWith("/agents/token")) {
            valid = NEXT;
            return Reply.of(200, "{\"success\":true,\"agent_token\":\"" + NEXT + "\"}");
        }
        return heartbeatOk(wanted ? "\"exchange_token\":true" : "");
    }

    private List<Seen> exchanges() {
        return site.server.seen("/agents/token");
    }

    private String lastUsed() {
        return site.server.seen("/heartbeat").getLast().header("Authorization").replace("Bearer ", "");
    }

    @Test
    void token_isExchangedWhenItIsOld_andTheFormerOneForgottenWhenTheNewOneWorks() throws Exception {
        site.joined().server.behave(this::answer);
        site.heartbeats.round();
        site.pass(MONTH.minusSeconds(60));
        site.heartbeats.round();
        assertThat(exchanges()).isEmpty();

        site.pass(Duration.ofMinutes(2));
        site.heartbeats.round();
        assertThat(site.vault.secret(SecretSetting.BEARER_TOKEN)).contains(new Secret(NEXT));
        assertThat(site.vault.secret(SecretSetting.FORMER_TOKEN)).contains(new Secret(Site.TOKEN));

        site.heartbeats.round();
        assertThat(lastUsed()).isEqualTo(NEXT);
        assertThat(site.vault.secret(SecretSetting.FORMER_TOKEN)).isEmpty();
        site.heartbeats.round();
        assertThat(exchanges()).hasSize(1);
    }

    @Test
    void server_mayWantItAtAnyTime() throws Exception {
        site.joined().server.behave(this::answer);
        wanted = true;
        site.heartbeats.round();
        assertThat(site.vault.secret(SecretSetting.BEARER_TOKEN)).contains(new Secret(NEXT));
    }

    @Test
    void newTokenThatIsNotKnown_givesWayToTheFormerOne_withoutRegistering() throws Exception {
        site.joined().server.behave(this::answer);
        wanted = true;
        site.heartbeats.round();
        // A server that was set back to a copy of the day before.
        valid = Site.TOKEN;
        wanted = false;

        site.heartbeats.round();

        assertThat(lastUsed()).isEqualTo(Site.TOKEN);
        assertThat(site.line.status().state()).isEqualTo(ConnectionState.ONLINE);
        assertThat(site.server.seen("/register-with-token")).isEmpty();
        assertThat(site.vault.secret(SecretSetting.FORMER_TOKEN)).isEmpty();
    }

    @Test
    void lostAnswer_changesNothing_andIsAskedForAgainInAMinute() throws Exception {
        wanted = true;
        site.joined().server.behave(r -> r.path().endsWith("/agents/token") ? Reply.cut() : answer(r));
        site.heartbeats.round();
        site.heartbeats.round();
        assertThat(exchanges()).hasSize(1);
        assertThat(site.vault.secret(SecretSetting.BEARER_TOKEN)).contains(new Secret(Site.TOKEN));
        assertThat(site.line.status().state()).isEqualTo(ConnectionState.ONLINE);

        site.server.behave(this::answer);
        site.pass(Duration.ofMinutes(1));
        site.heartbeats.round();
        assertThat(site.vault.secret(SecretSetting.BEARER_TOKEN)).contains(new Secret(NEXT));
    }

    @Test
    void refusal_isNotAskedForAgainBeforeAnHour() throws Exception {
        wanted = true;
        site.joined().server.behave(r -> r.path().endsWith("/agents/token") ? Reply.of(403, "{}") : answer(r));
        site.heartbeats.round();
        site.pass(Duration.ofMinutes(59));
        site.heartbeats.round();
        assertThat(exchanges()).hasSize(1);

        site.server.behave(this::answer);
        site.pass(Duration.ofMinutes(1));
        site.heartbeats.round();
        assertThat(site.vault.secret(SecretSetting.BEARER_TOKEN)).contains(new Secret(NEXT));
    }

    @Test
    void serverThatCannot_isAskedOnceADay() throws Exception {
        site.joined().server.behave(r -> r.path().endsWith("/agents/token") ? Reply.of(404, "{}") : answer(r));
        site.heartbeats.round();
        site.pass(MONTH);
        for (int hour = 0; hour < 30; hour++) {
            site.heartbeats.round();
            site.pass(Duration.ofHours(1));
        }
        assertThat(exchanges()).hasSize(2);
        assertThat(site.line.status().state()).isEqualTo(ConnectionState.ONLINE);
    }
}
