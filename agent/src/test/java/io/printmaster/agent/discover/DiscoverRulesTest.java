package io.printmaster.agent.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DiscoverRulesTest {
    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.5/d.xml,            http://10.0.0.5:80/d.xml",
        "http://10.0.0.5:8080/a?b=c,       http://10.0.0.5:8080/a?b=c",
        "HTTP://10.0.0.5,                  http://10.0.0.5:80/",
        "https://10.0.0.5/wsd,             https://10.0.0.5:443/wsd",
    })
    void addressOfTheDeviceItself_isFollowed(String told, String followed) throws Exception {
        assertThat(SameHost.follow(told, address("10.0.0.5")).orElseThrow()).hasToString(followed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.6/",
                "http://localhost/",
                "http://127.0.0.1/",
                "http://10.0.0.5.example.org/",
                "http://user@10.0.0.5/",
                "http://10.0.0.5@10.0.0.6/",
                "https://10.0.0.6/",
                "file:///etc/passwd",
                "ftp://10.0.0.5/",
                "http://10.0.0.5:9100/",
                "http://10.0.0.5:515/",
                "http://10.0.0.5:99999/",
                "http://[::1]/",
                "http://010.0.0.5.1/",
                "not an address",
                "",
            })
    void everyOtherAddress_isNot(String told) throws Exception {
        assertThat(SameHost.follow(told, address("10.0.0.5"))).isEmpty();
    }

    @Test
    void linkLocalAddress_keepsTheScopeOfOurSide() throws Exception {
        InetAddress scoped = address("fe80::1%1");

        assertThat(SameHost.follow("http://[fe80::1]:5357/x", scoped)
                        .orElseThrow()
                        .toString())
                .startsWith("http://[fe80:")
                .contains("%")
                .endsWith("]:5357/x");
    }

    @Test
    void targets_boundWhomADoorTellsOf() throws Exception {
        TargetList targets = TargetList.parse(List.of("10.0.0.0/24", "::1", "localhost"), 1000);
        Predicate<InetAddress> within = Reach.TARGETS.within(targets);

        assertThat(within.test(address("10.0.0.7"))).isTrue();
        assertThat(within.test(address("127.0.0.1"))).isTrue();
        assertThat(within.test(address("::1"))).isTrue();
        assertThat(within.test(address("10.0.1.7"))).isFalse();
        assertThat(within.test(address("fe80::1"))).isFalse();
        assertThat(Reach.EVERYBODY.within(targets).test(address("10.0.1.7"))).isTrue();
        InetAddress excluded = address("10.0.0.7");
        assertThat(new Reach(true, excluded::equals).within(targets).test(excluded))
                .isFalse();
    }

    private static List<String> elements(String xml) {
        List<String> told = new ArrayList<>();
        SafeXml.read(
                xml.getBytes(StandardCharsets.UTF_8), (path, text, prefixes) -> told.add(path.name() + "=" + text));
        return told;
    }

    private static boolean isWhole(String xml) {
        return SafeXml.read(xml.getBytes(StandardCharsets.UTF_8), (path, text, prefixes) -> {});
    }

    @Test
    void xml_isReadByElements() {
        assertThat(elements("<a><b>1 &amp; 2</b><c><![CDATA[<x>]]></c></a>")).containsExactly("b=1 & 2", "c=<x>", "a=");
    }

    @Test
    void entitiesAndDoctypes_areNeverFollowed() {
        String file = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a><b>&x;</b></a>";
        String laughs = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;&x;\">]><a>&y;</a>";

        assertThat(elements(file)).isEmpty();
        assertThat(elements(laughs)).isEmpty();
        assertThat(isWhole(file)).isFalse();
        assertThat(isWhole(laughs)).isFalse();
    }

    @Test
    void deepLongAndBrokenXml_isNotReadToItsEnd() {
        assertThat(isWhole("<a>".repeat(5_000))).isFalse();
        assertThat(isWhole("<a>" + "<b/>".repeat(6_000) + "</a>")).isFalse();
        assertThat(isWhole("<a>" + "x".repeat(70_000) + "</a>")).isFalse();
        assertThat(isWhole("<a><b></a>")).isFalse();
        assertThat(isWhole("")).isFalse();
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            byte[] octets = new byte[random.nextInt(200)];
            random.nextBytes(octets);
            assertThat(SafeXml.read(octets, (path, text, prefixes) -> {})).isFalse();
        }
    }

    /// A search for targets elsewhere must not call into this machine's own links.
    @Test
    void links_areCalledOnlyWhereATargetMayBe() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());

        assertThat(Reach.TARGETS
                        .links(TargetList.parse(List.of("127.0.0.9"), 10))
                        .test(loopback))
                .isTrue();
        assertThat(Reach.TARGETS
                        .links(TargetList.parse(List.of("120.0.0.1-130.0.0.1"), 1L << 30))
                        .test(loopback))
                .isTrue();
        assertThat(Reach.TARGETS.links(TargetList.parse(List.of("::1"), 10)).test(loopback))
                .isTrue();
        assertThat(Reach.TARGETS
                        .links(TargetList.parse(List.of("10.0.0.9", "240.0.0.0/24"), 500))
                        .test(loopback))
                .isFalse();
        assertThat(Reach.EVERYBODY.links(TargetList.NONE).test(loopback)).isTrue();
    }
}
