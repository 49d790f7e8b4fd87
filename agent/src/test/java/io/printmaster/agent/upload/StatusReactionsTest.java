package io.printmaster.agent.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.send.FakeServer;
import io.printmaster.agent.send.FakeServer.Reply;
import io.printmaster.agent.send.FakeServer.Seen;
import io.printmaster.agent.send.RequestLimits;
import io.printmaster.agent.send.TestAuthority;
import io.printmaster.agent.send.Trust;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.program.Secret;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each way in which a server can answer an upload of two records, and what the agent makes of it in one round: how
/// many requests it sends, what waits and what is set aside then, how the line stands, and whether only probes go
/// out.
class StatusReactionsTest {
    private static final String CAPABLE = "\"capabilities\":{\"gzip\":true,\"batch_id\":true}";

    private final Site site = new Site(new RequestLimits(Duration.ofSeconds(5), Duration.ofMillis(700)));

    @AfterEach
    void close() {
        assertThat(site.store.outbox().ledger().balanced()).isTrue();
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        // answer, requests, waiting, set aside, state, breaker open
        "200, 1, 0, 0, ONLINE, false",
        "vague, 3, 2, 0, ONLINE, false",
        "portal, 5, 2, 0, AWAY, true",
        "307, 1, 2, 0, WRONG_ADDRESS, true",
        "400, 3, 2, 0, ONLINE, false",
        "401, 1, 2, 0, JOIN_AGAIN, false",
        "403, 1, 2, 0, FORBIDDEN, false",
        "404, 1, 2, 0, WRONG_ADDRESS, true",
        "405, 1, 2, 0, WRONG_ADDRESS, true",
        "408, 5, 2, 0, AWAY, false",
        "409, 5, 2, 0, AWAY, false",
        "413, 3, 0, 2, ONLINE, false",
        "415, 1, 2, 0, WRONG_ADDRESS, true",
        "422, 3, 2, 0, ONLINE, false",
        "425, 5, 2, 0, AWAY, false",
        "429, 5, 2, 0, AWAY, false",
        "500, 5, 2, 0, AWAY, true",
        "502, 5, 2, 0, AWAY, true",
        "503, 5, 2, 0, AWAY, false",
        "504, 5, 2, 0, AWAY, true",
        "cut, 5, 2, 0, AWAY, true",
        "silence, 5, 2, 0, AWAY, true"
    })
    void everyAnswer_hasItsReaction(
            String answer, int requests, int waiting, int aside, ConnectionState state, boolean open) throws Exception {
        site.online(CAPABLE).server.behave(r -> r.path().endsWith("/batch") ? reply(answer, r) : Reply.of(401, "{}"));
        site.queueDevices(0, 2);

        site.uploads.round();

        assertThat(site.server.seen("/batch")).as("requests").hasSize(requests);
        assertThat(site.queued(RecordKind.DEVICE)).as("waiting").isEqualTo(waiting);
        assertThat(site.store.outbox().parked(9)).as("set aside").hasSize(aside);
        assertThat(site.line.status().state()).isEqualTo(state);
        assertThat(site.line.status().breakerOpen()).as("breaker open").isEqualTo(open);
        assertThat(site.server.seen().stream().filter(r -> r.path().contains("elsewhere")))
                .as("no redirection is followed")
                .isEmpty();
    }

    private static Reply reply(String answer, Seen request) {
        int n = Site.count(request);
        return switch (answer) {
            case "200" -> Site.stored(request);
            case "vague" -> Reply.of(200, "{\"success\":true,\"received\":" + n + ",\"stored\":" + (n - 1) + "}");
            case "portal" -> Reply.of(200, "<html>Please log in</html>");
            case "307" -> Reply.of(307, "").with("Location", "/elsewhere");
            case "cut" -> Reply.cut();
            case "silence" -> Reply.silence();
            default -> Reply.of(Integer.parseInt(answer), "{}");
        };
    }

    @Test
    void serverOfAnotherAuthority_getsNothing_andIsTriedAgain() throws Exception {
        site.online(CAPABLE);
        Trust other = new Trust.Pinned(TestAuthority.create().pem());
        new Membership(Site.AGENT, site.server.url(), other, new Secret(Site.TOKEN), new Secret("join-token"), "t")
                .save(site.vault);
        site.line.connect();
        site.queueDevices(0, 2);

        site.uploads.round();

        assertThat(site.server.seen("/batch")).isEmpty();
        assertThat(site.slept).hasSize(4);
        assertThat(site.queued(RecordKind.DEVICE)).isEqualTo(2);
        assertThat(site.line.status().state()).isEqualTo(ConnectionState.AWAY);
        assertThat(site.line.status().breakerOpen()).isTrue();
        assertThat(FakeServer.trust()).isNotEqualTo(other);
    }

    @Test
    void retryAfter_isAFloor_withChanceOnTop() throws Exception {
        site.online(CAPABLE).server.behave(r -> Reply.of(503, "").with("Retry-After", "7"));
        site.queueDevices(0, 2);

        site.uploads.round();

        assertThat(site.slept)
                .hasSize(4)
                .allMatch(pause -> pause.toSeconds() >= 7)
                .doesNotHaveDuplicates();
    }
}
