package io.printmaster.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.server.store.Origin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FairQueue<String> queue =
            new FairQueue<>(new FairQueue.Bounds(10, 100, 1_000), new FairQueue.Bounds(4, 50, 500));

    private static Origin of(String agent) {
        return new Origin(agent, 1, 1);
    }

    private static Origin of(String agent, int records, long bytes) {
        return new Origin(agent, records, bytes);
    }

    private List<String> take(int jobs, long records) throws InterruptedException {
        return queue.take(jobs, records, 0);
    }

    @Test
    void agents_takeTurns_andKeepTheirOwnOrder() throws Exception {
        for (int i = 1; i <= 4; i++) {
            queue.offer(of("flood"), "f" + i);
        }
        queue.offer(of("a"), "a1");
        queue.offer(of("b"), "b1");
        queue.offer(of("a"), "a2");
        assertThat(take(100, 100)).containsExactly("f1", "a1", "b1", "f2", "a2", "f3", "f4");
    }

    @Test
    void turns_goOnWhereTheLastGroupEnded() throws Exception {
        for (int i = 1; i <= 3; i++) {
            queue.offer(of("a"), "a" + i);
            queue.offer(of("b"), "b" + i);
        }
        List<String> all = new ArrayList<>();
        all.addAll(take(1, 100));
        all.addAll(take(2, 100));
        all.addAll(take(100, 100));
        assertThat(all).containsExactly("a1", "b1", "a2", "b2", "a3", "b3");
    }

    @Test
    void oneAgentsFlood_isRefused_othersStillComeIn() {
        for (int i = 0; i < 4; i++) {
            assertThat(queue.offer(of("flood"), "f")).isTrue();
        }
        assertThat(queue.offer(of("flood"), "too many")).isFalse();
        assertThat(queue.offer(of("other"), "o")).isTrue();
        assertThat(queue.offer(of(""), "s")).isTrue();
    }

    @Test
    void records_andBytes_areBounded_forOneAgent() {
        assertThat(queue.offer(of("a", 40, 1), "a")).isTrue();
        assertThat(queue.offer(of("a", 11, 1), "too many records")).isFalse();
        assertThat(queue.offer(of("a", 10, 1), "a")).isTrue();
        assertThat(queue.offer(of("b", 1, 400), "b")).isTrue();
        assertThat(queue.offer(of("b", 1, 101), "too many bytes")).isFalse();
    }

    @Test
    void wholeQueue_isBounded_byEachMeasure() {
        assertThat(queue.offer(of("a", 50, 1), "a")).isTrue();
        assertThat(queue.offer(of("b", 50, 1), "b")).isTrue();
        assertThat(queue.offer(of("c", 1, 1), "too many records in all")).isFalse();
    }

    @Test
    void oneThingOfAnySize_isTaken_whenNothingWaits() throws Exception {
        assertThat(queue.offer(of("a", 5_000, 50_000), "huge")).isTrue();
        assertThat(queue.offer(of("b"), "after it")).isFalse();
        assertThat(take(10, 10)).containsExactly("huge");
        assertThat(queue.offer(of("b"), "now")).isTrue();
    }

    @Test
    void group_endsOnceItHasEnoughRecords() throws Exception {
        for (int i = 0; i < 4; i++) {
            queue.offer(of("a" + i, 10, 1), "j" + i);
        }
        assertThat(take(100, 15)).hasSize(2);
        assertThat(take(100, 100)).hasSize(2);
        assertThat(queue.drain()).isEmpty();
    }

    @Test
    void nothingWaiting_endsAfterTheWait() throws Exception {
        assertThat(queue.take(1, 1, 5)).isEmpty();
    }
}
