package io.printmaster.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.server.http.HttpProblem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BadBodiesTest {
    private static final String DEVICES = "/api/v1/devices/batch";

    private final List<Duration> held = new ArrayList<>();
    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final BadBodies bodies = new BadBodies(clock, held::add);
    private final Caller.Agent agent = agent("one");

    private static HttpProblem bomb() {
        return HttpProblem.of(413, "too_large", "Too large.");
    }

    private static Caller.Agent agent(String id) {
        return new Caller.Agent(new AgentId(id), TenantId.DEFAULT, "token-of-" + id);
    }

    private void refuse(int times, HttpProblem problem) {
        for (int i = 0; i < times; i++) {
            assertThat(bodies.wait(agent, DEVICES)).isEmpty();
            bodies.refused(agent, DEVICES, problem);
        }
    }

    @Test
    void manyBadBodies_makeTheirAgentWait_atThatAddressOnly() {
        refuse(BadBodies.BURST, bomb());
        assertThat(bodies.wait(agent, DEVICES)).contains(Duration.ofSeconds(10));
        assertThat(bodies.wait(agent, "/api/v1/agents/heartbeat")).isEmpty();
        assertThat(bodies.wait(agent("other"), DEVICES)).isEmpty();
        assertThat(held).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void otherRefusals_areNotTheBodys() {
        refuse(100, HttpProblem.of(403, "forbidden", "Of another agent."));
        refuse(100, HttpProblem.busy("busy", "Too much to do.", Duration.ofSeconds(1)));
        assertThat(bodies.wait(agent, DEVICES)).isEmpty();
    }

    @Test
    void manyThatAreHeld_leaveTheOthersTheirPlaces() {
        BadBodies[] nested = new BadBodies[1];
        int[] depth = {0};
        nested[0] = new BadBodies(clock, time -> {
            depth[0]++;
            nested[0].wait(agent, DEVICES);
        });
        for (int i = 0; i < BadBodies.BURST; i++) {
            nested[0].refused(agent, DEVICES, bomb());
        }
        assertThat(nested[0].wait(agent, DEVICES)).isPresent();
        assertThat(depth[0]).isEqualTo(16);
    }
}
