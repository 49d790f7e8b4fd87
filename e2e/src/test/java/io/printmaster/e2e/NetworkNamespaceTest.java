package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class NetworkNamespaceTest {
    @RegisterExtension
    final Programs programs = Programs.perTest();

    @Test
    void processInside_seesOnlyItsOwnNetwork() {
        NetworkNamespace here = NetworkNamespace.make(programs);
        NetworkNamespace there = NetworkNamespace.make(programs);
        here.connect("10.99.0.1/24", there, "10.99.0.2/24");

        ProgramUnderTest addresses = here.start(programs, "ip", Map.of(), List.of("ip", "-4", "-o", "addr"));

        assertThat(addresses.awaitExit(Duration.ofSeconds(20)))
                .as(addresses.tail(5))
                .isZero();
        assertThat(addresses.out()).hasSize(2);
        assertThat(addresses.outText()).contains("127.0.0.1/8", "10.99.0.1/24", "brd 10.99.0.255");
    }

    @Test
    void closing_endsTheProcessesInsideAndRemovesIt() {
        NetworkNamespace namespace = NetworkNamespace.make(programs);
        ProgramUnderTest sleeper = namespace.start(programs, "sleep", Map.of(), List.of("sleep", "600"));
        ProgramUnderTest before = programs.start("ip", Repository.ROOT, Map.of(), List.of("ip", "netns", "list"));
        before.awaitExit(Duration.ofSeconds(20));

        namespace.close();

        ProgramUnderTest after = programs.start("ip", Repository.ROOT, Map.of(), List.of("ip", "netns", "list"));
        after.awaitExit(Duration.ofSeconds(20));
        assertThat(before.outText()).contains(namespace.name());
        assertThat(after.outText()).doesNotContain(namespace.name());
        assertThat(sleeper.awaitExit(Duration.ofSeconds(20))).isNotZero();
    }
}
