package io.printmaster.agent.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetListTest {
    private static final long MAX = TargetList.DEFAULT_MAX_ADDRESSES;

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7,                   1,     10.0.0.7,     10.0.0.7",
        "' 10.0.0.7 ',               1,     10.0.0.7,     10.0.0.7",
        "10.0.0.1-254,               254,   10.0.0.1,     10.0.0.254",
        "10.0.0.1 - 10.0.1.20,       276,   10.0.0.1,     10.0.1.20",
        "10.0.0.0/24,                254,   10.0.0.1,     10.0.0.254",
        "10.0.0.77/24,               254,   10.0.0.1,     10.0.0.254",
        "10.1.0.0/16,                65534, 10.1.0.1,     10.1.255.254",
        "10.0.0.4/31,                2,     10.0.0.4,     10.0.0.5",
        "10.0.0.4/32,                1,     10.0.0.4,     10.0.0.4",
        "255.255.255.255,            1,     255.255.255.255, 255.255.255.255",
        "200.0.0.250-200.0.1.5,      12,    200.0.0.250,  200.0.1.5",
        "2001:db8::7,                1,     2001:db8:0:0:0:0:0:7, 2001:db8:0:0:0:0:0:7",
        "[::1],                      1,     0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1",
        "localhost,                  1,     127.0.0.1,    127.0.0.1",
    })
    void everyWayOfWriting_isRead(String text, long size, String first, String last) throws Exception {
        TargetList list = TargetList.parse(List.of(text), MAX);

        assertThat(list.size()).isEqualTo(size);
        assertThat(list.address(0).getHostAddress()).isEqualTo(first);
        assertThat(list.address(size - 1).getHostAddress()).isEqualTo(last);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.1-300",
                "10.0.0.9-3",
                "10.0.1.0-10.0.0.1",
                "10.0.0.0/33",
                "10.0.0.0/",
                "printer/24",
                "2001:db8::/64",
                "2001:db8::zz",
                "two words",
                "-printer",
                "10.0.0.1;rm",
            })
    void nonsense_isRefusedWithTheTextQuoted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetList.parse(List.of(text), MAX))
                .withMessageContaining(text.isEmpty() ? "empty target" : "\"" + text + "\"");
    }

    @Test
    void everyProblem_isReportedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetList.parse(List.of("10.0.0.256", "10.0.0.1", "10.0.0.0/40"), MAX))
                .withMessageContaining("10.0.0.256")
                .withMessageContaining("10.0.0.0/40");
    }

    @Test
    void tooManyAddresses_areRefusedWithBothNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetList.parse(List.of("10.0.0.0/8"), MAX))
                .withMessageContaining("16777214")
                .withMessageContaining(Long.toString(MAX));
    }

    @Test
    void nothingToDo_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TargetList.parse(List.of(), MAX));
    }

    @Test
    void severalTargets_areIteratedInOrder() {
        TargetList list = TargetList.parse(List.of("10.0.0.1-2", "::1", "10.0.1.9"), MAX);

        List<String> addresses = new ArrayList<>();
        for (Iterator<InetAddress> i = list.iterator(); i.hasNext(); ) {
            addresses.add(i.next().getHostAddress());
        }

        assertThat(list.size()).isEqualTo(4);
        assertThat(addresses).containsExactly("10.0.0.1", "10.0.0.2", "0:0:0:0:0:0:0:1", "10.0.1.9");
    }
}
