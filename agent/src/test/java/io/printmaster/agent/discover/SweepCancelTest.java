package io.printmaster.agent.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.agent.snmp.snmp4j.Snmp4jDatagrams;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// With real sockets on the loopback network, where nobody answers.
final class SweepCancelTest {
    @Test
    @Timeout(30)
    void cancelInTheMiddleOfA16_endsItWithinASecond() throws Exception {
        SweepSettings settings = new SweepSettings(
                2,
                CredentialBook.of(List.of(SweepFixture.v2c("public"))),
                1000,
                300,
                2,
                Duration.ofSeconds(1),
                true,
                true);
        SnmpSweep sweep = new SnmpSweep(new SnmpSweep.Setup(
                SnmpSweep.Tools.ofThisMachine(
                        (target, request) -> CompletableFuture.completedFuture(new SnmpOutcome.Timeout()),
                        new Snmp4jDatagrams()),
                settings,
                Reach.TARGETS,
                new SnmpSweep.Time(InstantSource.system(), System::nanoTime),
                new Random(5)));
        AtomicReference<Object> ended = new AtomicReference<>("not yet");
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                ended.set(sweep.find(TargetList.parse(List.of("127.96.0.0/16"), 1 << 18), sighting -> {}));
            } catch (InterruptedException e) {
                ended.set(e);
            }
        });
        await().until(() -> sweep.progress().orElse(FindProgress.NONE).packets() > 100);

        long cancelled = System.nanoTime();
        thread.interrupt();
        thread.join();

        assertThat(Duration.ofNanos(System.nanoTime() - cancelled)).isLessThan(Duration.ofSeconds(1));
        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
        assertThat(sweep.progress().orElseThrow().running()).isFalse();
    }
}
