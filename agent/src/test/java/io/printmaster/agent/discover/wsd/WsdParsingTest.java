package io.printmaster.agent.discover.wsd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WsdParsingTest {
    private static final String ENDPOINT = "urn:uuid:11111111-2222-3333-4444-555555555555";

    private static List<WsdMatch> parse(String text) {
        return WsdMatch.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    static String match(WsdDialect dialect, String container, String relatesTo, String types, String addresses) {
        boolean old = dialect == WsdDialect.SUBMISSION;
        String discovery = old
                ? "http://schemas.xmlsoap.org/ws/2005/04/discovery"
                : "http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01";
        String addressing =
                old ? "http://schemas.xmlsoap.org/ws/2004/08/addressing" : "http://www.w3.org/2005/08/addressing";
        return "<?xml version=\"1.0\"?><soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:wsa=\""
                + addressing + "\" xmlns:wsd=\"" + discovery
                + "\" xmlns:p=\"http://schemas.microsoft.com/windows/2006/08/wdp/print\"><soap:Header><wsa:RelatesTo>"
                + relatesTo + "</wsa:RelatesTo></soap:Header><soap:Body><wsd:" + container
                + "es><wsd:" + container + "><wsa:EndpointReference><wsa:Address>" + ENDPOINT
                + "</wsa:Address></wsa:EndpointReference><wsd:Types>" + types + "</wsd:Types>"
                + (addresses.isEmpty() ? "" : "<wsd:XAddrs>" + addresses + "</wsd:XAddrs>")
                + "<wsd:MetadataVersion>1</wsd:MetadataVersion></wsd:" + container + "></wsd:" + container
                + "es></soap:Body></soap:Envelope>";
    }

    @Test
    void match_isRead_inBothGenerations() {
        for (WsdDialect dialect : WsdDialect.values()) {
            List<WsdMatch> matches =
                    parse(match(dialect, "ProbeMatch", "urn:uuid:1", "x:Device p:Other", " http://a/1  http://b/2 "));

            assertThat(matches).hasSize(1);
            WsdMatch match = matches.getFirst();
            assertThat(match.dialect()).isEqualTo(dialect);
            assertThat(match.relatesTo()).isEqualTo("urn:uuid:1");
            assertThat(match.endpoint()).isEqualTo(ENDPOINT);
            assertThat(match.printer()).as("by the namespace of p").isTrue();
            assertThat(match.addresses()).containsExactly("http://a/1", "http://b/2");
        }
    }

    @Test
    void computer_isNoPrinter_andWhoSaysNothingMayBeOne() {
        WsdMatch computer = parse(
                        match(WsdDialect.SUBMISSION, "ProbeMatch", "m", "wsdp:Device pub:Computer", "http://a/"))
                .getFirst();
        WsdMatch silent =
                parse(match(WsdDialect.SUBMISSION, "ProbeMatch", "m", "", "")).getFirst();

        assertThat(computer.mayBePrinter()).isFalse();
        assertThat(silent.printer()).isFalse();
        assertThat(silent.mayBePrinter()).isTrue();
        assertThat(silent.addresses()).isEmpty();
    }

    @Test
    void questions_areWellFormed_andEscaped() {
        String probe = new String(WsdDialect.SUBMISSION.probePrinters("urn:uuid:1"), StandardCharsets.UTF_8);
        assertThat(probe)
                .contains("xmlns:wprt=\"http://schemas.microsoft.com/windows/2006/08/wdp/print\"")
                .contains("<wsd:Types>wprt:PrintDeviceType</wsd:Types>")
                .contains("<wsa:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</wsa:Action>")
                .contains("<wsa:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</wsa:To>");
        String oasis = new String(WsdDialect.OASIS.probeDevices("urn:uuid:1"), StandardCharsets.UTF_8);
        assertThat(oasis).contains("http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01/Probe");
        String evil = new String(WsdDialect.SUBMISSION.get("m", "</a:To><x>&"), StandardCharsets.UTF_8);
        assertThat(evil).contains("<wsa:To>&lt;/a:To&gt;&lt;x&gt;&amp;</wsa:To>");
    }

    @Test
    void metadata_isReadFromItsPlacesOnly() {
        WsdMetadata metadata =
                WsdMetadata.parse("""
                        <e><b><m><Manufacturer>outside</Manufacturer>
                        <d:ThisModel xmlns:d="urn:d"><d:Manufacturer xml:lang="de">Acme</d:Manufacturer>
                        <d:Manufacturer>second</d:Manufacturer><d:ModelName> P-1 </d:ModelName></d:ThisModel>
                        <d:ThisDevice xmlns:d="urn:d"><d:FriendlyName>Office</d:FriendlyName>
                        <d:SerialNumber>AB12345</d:SerialNumber></d:ThisDevice></m></b></e>
                        """.getBytes(StandardCharsets.UTF_8)).orElseThrow();

        assertThat(metadata.word("Manufacturer")).isEqualTo("Acme");
        assertThat(metadata.word("ModelName")).isEqualTo("P-1");
        assertThat(metadata.word("SerialNumber")).isEqualTo("AB12345");
        assertThat(WsdMetadata.parse("<a/>".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void garbage_isNothing_andManyMatchesAreBounded() {
        assertThat(parse("")).isEmpty();
        assertThat(parse("<ProbeMatch/>")).isEmpty();
        assertThat(parse("<!DOCTYPE a [<!ENTITY x \"y\">]><ProbeMatch>&x;</ProbeMatch>"))
                .isEmpty();
        String one = "<ProbeMatch><EndpointReference><Address>a</Address></EndpointReference></ProbeMatch>";
        assertThat(parse("<a>" + one.repeat(200) + "</a>")).hasSize(32);
        Random random = new Random(13);
        for (int i = 0; i < 500; i++) {
            byte[] octets = new byte[random.nextInt(300)];
            random.nextBytes(octets);
            assertThat(WsdMatch.parse(octets)).isEmpty();
        }
    }
}
