package io.printmaster.server.store;

import static io.printmaster.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.AgentId;
import io.printmaster.server.store.AgentUploads.Hour;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [Store] must do about the hours of uploads; run for each database.
public abstract class AgentUploadsContract extends StoreFixture {
    private static final Instant HOUR = NOW.truncatedTo(ChronoUnit.HOURS);

    private void add(AgentId agent, Instant at, long records, long wire, long plain) {
        store.write(tx -> {
            tx.agentUploads().add(agent, at, records, wire, plain);
            return true;
        });
    }

    private List<Hour> history(AgentId agent, Instant from, Instant to) {
        return store.read(tx -> tx.agentUploads().history(agent, from, to));
    }

    @Test
    void batchesOfAnHour_addUp_eachAgentsOwn() {
        add(AGENT, HOUR, 10, 100, 1_000);
        add(AGENT, HOUR.plusSeconds(3_599), 5, 50, 3_000_000_000L);
        add(AGENT, HOUR.plusSeconds(3_600), 1, 2, 3);
        add(SECOND, HOUR, 7, 8, 9);

        assertThat(history(AGENT, HOUR, HOUR.plus(Duration.ofDays(1))))
                .containsExactly(
                        new Hour(HOUR, 2, 15, 150, 3_000_001_000L), new Hour(HOUR.plusSeconds(3_600), 1, 1, 2, 3));
        assertThat(history(SECOND, HOUR, HOUR.plusSeconds(1))).containsExactly(new Hour(HOUR, 1, 7, 8, 9));
        assertThat(history(AGENT, HOUR.plusSeconds(1), HOUR.plusSeconds(3_600))).isEmpty();
    }

    @Test
    void failingBlock_leavesNoUploadBehind() {
        assertThatThrownBy(() -> store.write(tx -> {
                    tx.agentUploads().add(AGENT, NOW, 1, 1, 1);
                    throw new IllegalStateException("after it");
                }))
                .hasMessage("after it");

        assertThat(history(AGENT, Instant.EPOCH, NOW.plusSeconds(3_600))).isEmpty();
    }

    @Test
    void unknownAgent_isRefused() {
        assertThatThrownBy(() -> add(new AgentId("nobody"), NOW, 1, 1, 1)).isInstanceOf(StoreException.class);
    }

    @Test
    void oldHours_areForgotten() {
        add(AGENT, HOUR.minus(Duration.ofDays(31)), 1, 1, 1);
        add(AGENT, HOUR.minus(Duration.ofDays(29)), 2, 2, 2);

        Integer gone = store.write(tx -> tx.agentUploads().removeBefore(NOW.minus(Duration.ofDays(30))));

        assertThat(gone).isEqualTo(1);
        assertThat(history(AGENT, Instant.EPOCH, NOW)).extracting(Hour::records).containsExactly(2L);
    }
}
