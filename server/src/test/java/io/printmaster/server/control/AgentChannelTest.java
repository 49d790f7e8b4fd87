package io.printmaster.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.http.Channel;
import io.printmaster.server.store.Channels.Held;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.sqlite.SqliteStore;
import io.printmaster.wire.HeartbeatAnswer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How one connection is tended, by a clock that the test sets.
class AgentChannelTest {
    private static final AgentId ID = new AgentId("agent-01");
    private static final String HEARTBEAT = "{\"type\":\"heartbeat\",\"data\":{}}";

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong(1);
    private final List<String> said = new ArrayList<>();
    private Store store;
    private AgentChannel channel;

    /// A fake connection that only notes what was wanted of it.
    private final class Noted implements Channel {
        @Override
        public boolean send(String text) {
            return said.add(text.contains("\"pong\"") ? "pong" : text);
        }

        @Override
        public void ping() {
            said.add("ping");
        }

        @Override
        public void close(int code, String reason) {
            said.add("close " + code);
        }

        @Override
        public void cut() {
            said.add("cut");
        }
    }

    @BeforeEach
    void open() {
        store = SqliteStore.open(directory, new Random(1));
        store.write(tx -> {
            tx.tenants().add(TenantId.DEFAULT, "Default", Clock.systemUTC().instant());
            tx.agents()
                    .register(
                            ID,
                            TenantId.DEFAULT,
                            "",
                            AgentFacts.NONE,
                            "",
                            Clock.systemUTC().instant());
            return true;
        });
        LiveChannels all = new LiveChannels(new LiveChannels.Parts(
                store,
                new CommandDesk(store, Clock.systemUTC(), new Random(1)),
                (agent, heartbeat, address) -> new HeartbeatAnswer("", Optional.empty()),
                fault -> Optional.empty(),
                "server-a",
                Clock.systemUTC(),
                nanos::get));
        channel = new AgentChannel(
                all,
                new Caller.Agent(ID, TenantId.DEFAULT, "t1"),
                new Held(TenantId.DEFAULT, ID, "server-a", "ch1"),
                "192.0.2.1",
                nanos::get);
        channel.opened(new Noted());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void after(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        channel.tick();
    }

    @Test
    void livingAgent_isPingedEvery25Seconds_andKept() {
        for (int i = 0; i < 100; i++) {
            channel.heard();
            after(1);
        }
        assertThat(said).containsExactly("ping", "ping", "ping");
    }

    @Test
    void silentAgent_isCutAfterAMinute() {
        for (int i = 0; i < 60; i++) {
            after(1);
        }
        assertThat(said).containsExactly("ping", "ping");
        after(1);
        assertThat(said).endsWith("cut");
    }

    @Test
    void agentToldToGo_thatStays_isCut() {
        channel.goodbye(4003, "the token is no longer valid");
        channel.goodbye(4001, "once more");
        after(2);
        assertThat(said).containsExactly("close 4003");
        after(2);
        assertThat(said).endsWith("cut");
    }

    @Test
    void flood_isEnded_whileAUsualAgentNeverIs() {
        for (int i = 0; i < 1_000; i++) {
            channel.text(HEARTBEAT);
            nanos.addAndGet(Duration.ofMillis(200).toNanos());
        }
        assertThat(said).hasSize(1_000).containsOnly("pong");
        said.clear();
        for (int i = 0; i < 150; i++) {
            channel.text(HEARTBEAT);
        }
        assertThat(said).contains("close 1008");
        assertThat(said.stream().filter("pong"::equals)).hasSizeLessThanOrEqualTo(100);
    }
}
