package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.discover.TargetSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTest {

    @ParameterizedTest(name = "{0} without {1} is {2}")
    @CsvSource({
        "10.0.0.1-9, 10.0.0.4,   10.0.0.1-3 10.0.0.5-9",
        "10.0.0.1-9, 10.0.0.1,   10.0.0.2-9",
        "10.0.0.1-9, 10.0.0.9,   10.0.0.1-8",
        "10.0.0.1-9, 10.0.0.0-5, 10.0.0.6-9",
        "10.0.0.1-9, 10.0.0.5-20, 10.0.0.1-4",
        "10.0.0.1-9, 10.0.0.1-9, ''",
        "10.0.0.1-9, 10.0.0.0-255, ''",
        "10.0.0.1-9, 10.0.1.1,   10.0.0.1-9",
        "10.0.0.1-9, printer.example.org, 10.0.0.1-9",
        "printer.example.org, printer.example.org, ''",
        "2001:db8::7, 2001:db8::7, ''",
        "2001:db8::7, 2001:db8::8, 2001:db8::7",
    })
    void exclude_leavesTheRest(String target, String gone, String left) {
        assertThat(TargetSpec.parse(target).without(TargetSpec.parse(gone))).isEqualTo(specs(left));
    }

    @Test
    void severalExcludes_areTakenOneAfterTheOther() {
        TargetList left = Targets.of(List.of("10.0.0.0/24", "10.0.2.7"), List.of("10.0.0.10-19", "10.0.0.254"));

        assertThat(left.size()).isEqualTo(254 - 10 - 1 + 1);
        assertThat(left.excluded()).isEqualTo(11);
        assertThat(left.specs()).isEqualTo(specs("10.0.0.1-9 10.0.0.20-253 10.0.2.7"));
    }

    @Test
    void everythingExcluded_isSaid() {
        assertThatIllegalArgumentException().isThrownBy(() -> Targets.of(List.of("10.0.0.7"), List.of("10.0.0.0/24")));
    }

    @Test
    void wrongRanges_areAllNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Targets.of(List.of("10.0.0.300", "10.0.0.9-1"), List.of()))
                .withMessageContainingAll("10.0.0.300", "10.0.0.9-1");
    }

    @Test
    void attachedNetworks_areBoundedAndNeverTheLoopback() {
        List<TargetSpec> attached = Targets.attached().specs();

        assertThat(attached).doesNotHaveDuplicates().allSatisfy(spec -> {
            assertThat(spec.size()).isBetween(1L, 1022L);
            assertThat(spec.without(TargetSpec.parse("127.0.0.1-127.255.255.254")))
                    .containsExactly(spec);
        });
    }

    private static List<TargetSpec> specs(String texts) {
        return Arrays.stream(texts.split(" "))
                .filter(text -> !text.isEmpty())
                .map(TargetSpec::parse)
                .collect(Collectors.toList());
    }
}
