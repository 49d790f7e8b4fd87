package io.printmaster.agent.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.send.CaPin.Found;
import io.printmaster.agent.send.FakeServer.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CaPinTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final FakeServer server = FakeServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void authorityOfThePin_isTrustedFromThenOn() throws Exception {
        server.behave(r -> Reply.of(200, FakeServer.authority().pem()));

        Found.Matched found = (Found.Matched) CaPin.fetch(server.url(), pin(FakeServer.authority()), LIMIT);

        assertThat(Trust.certificates(found.trust().pem()))
                .containsExactly(FakeServer.authority().certificate());
    }

    @Test
    void firstContact_sendsNothingSecret() throws Exception {
        server.behave(r -> Reply.of(200, FakeServer.authority().pem()));

        CaPin.fetch(server.url(), pin(FakeServer.authority()), LIMIT);

        assertThat(server.seen()).singleElement().satisfies(r -> {
            assertThat(r.method() + " " + r.path()).isEqualTo("GET /ca.pem");
            assertThat(r.header("Authorization")).isEmpty();
            assertThat(r.body()).isEmpty();
        });
    }

    @Test
    void authorityOfAnotherPin_isNotTrusted() throws Exception {
        server.behave(r -> Reply.of(200, FakeServer.authority().pem()));

        assertThat(CaPin.fetch(server.url(), pin(TestAuthority.create()), LIMIT))
                .isInstanceOf(Found.OtherAuthority.class);
    }

    @Test
    void serverWithoutAuthority_isNamed() throws Exception {
        server.behave(r -> Reply.of(404, ""));
        assertThat(CaPin.fetch(server.url(), pin(FakeServer.authority()), LIMIT))
                .isInstanceOf(Found.NoAuthority.class);

        server.behave(r -> Reply.of(200, "<html>"));
        assertThat(CaPin.fetch(server.url(), pin(FakeServer.authority()), LIMIT))
                .isInstanceOf(Found.NoAuthority.class);
    }

    @Test
    void serverThatIsAway_isUnreachable() throws Exception {
        ServerUrl url = server.url();
        server.close();

        assertThat(CaPin.fetch(url, pin(FakeServer.authority()), LIMIT)).isInstanceOf(Found.Unreachable.class);
    }

    private static String pin(TestAuthority authority) {
        return CaPin.of(authority.certificate());
    }
}
