package io.printmaster.agent.discover.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.HintName;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MdnsSightingsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String UUID = "11111111-2222-3333-4444-555555555555";

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    private static Announced announced(String type, int port, String... txt) throws UnknownHostException {
        return new Announced(
                type,
                Set.of(),
                "Office",
                "ACME1.local.",
                port,
                List.of(address("10.0.0.5")),
                TxtRecord.parse(TxtRecordTest.txt(txt)));
    }

    private static List<Sighting> of(Announced... announced) {
        return MdnsSightings.of(List.of(announced), a -> true, NOW);
    }

    @Test
    void servicesOfOneAddress_areOneSighting() throws Exception {
        List<Sighting> found = of(
                announced("_printer._tcp", 515, "rp=lpq"),
                announced("_pdl-datastream._tcp", 9100, "ty=Acme"),
                announced("_ipps._tcp", 443, "rp=ipp/print", "TLS=1.2"),
                announced(
                        "_ipp._tcp",
                        631,
                        "rp=/ipp/print",
                        "ty=Acme P-1",
                        "usb_MFG=Acme",
                        "UUID=" + UUID.toUpperCase(Locale.ROOT),
                        "adminurl=http://10.0.0.5/",
                        "Color=T"));

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().door()).isEqualTo(Sighting.Door.MDNS);
        assertThat(found.getFirst().port()).isEqualTo(631);
        assertThat(found.getFirst().hints())
                .containsEntry(HintName.IPP_PORT, "631")
                .containsEntry(HintName.IPPS_PORT, "443")
                .containsEntry(HintName.IPP_PATH, "ipp/print")
                .containsEntry(HintName.MANUFACTURER, "Acme")
                .containsEntry(HintName.MODEL, "Acme P-1")
                .containsEntry(HintName.UUID, UUID)
                .containsEntry(HintName.NAME, "Office")
                .containsEntry(HintName.HOSTNAME, "ACME1.local")
                .containsEntry(HintName.WEB_UI, "http://10.0.0.5/")
                .containsEntry("txt.color", "T")
                .containsEntry("services", "ipp,ipps,pdl-datastream,printer");
    }

    @Test
    void reservedName_isNoService() throws Exception {
        assertThat(of(announced("_printer._tcp", 0))).isEmpty();
    }

    @Test
    void ippAtARawPort_isNotToBeSpokenTo() throws Exception {
        assertThat(of(announced("_ipp._tcp", 9100, "rp=ipp/print")).getFirst().hints())
                .doesNotContainKeys(HintName.IPP_PORT, HintName.IPP_PATH);
    }

    @Test
    void queuesOfCups_areNoDevices() throws Exception {
        Announced byPath = announced("_ipp._tcp", 631, "rp=printers/office", "printer-type=0x1046");
        Announced bySubtype = new Announced(
                "_ipp._tcp", Set.of("_cups"), "Q", "h.local.", 631, List.of(address("10.0.0.2")), TxtRecord.EMPTY);
        Announced device = announced("_ipp._tcp", 631, "rp=ipp/print", "printer-type=0x1046");

        assertThat(byPath.isQueue()).isTrue();
        assertThat(bySubtype.isQueue()).isTrue();
        assertThat(device.isQueue()).as("a device that also tells a mask").isFalse();
        assertThat(of(byPath, bySubtype))
                .hasSize(2)
                .allSatisfy(queue -> assertThat(queue.hints())
                        .containsKey(HintName.QUEUE)
                        .doesNotContainKeys(HintName.UUID, HintName.IPP_PORT));
        assertThat(of(device)).hasSize(1);
    }

    @Test
    void everyAddress_isToldOfOnce_IPv4First_unreachableOnesNot() throws Exception {
        Announced service = new Announced(
                "_ipp._tcp",
                Set.of(),
                "Office",
                "h.local.",
                631,
                List.of(address("2001:db8::5"), address("fe80::5"), address("10.0.0.5"), address("0.0.0.0")),
                TxtRecord.EMPTY);

        assertThat(of(service))
                .extracting(s -> s.address().getHostAddress())
                .containsExactly("10.0.0.5", "2001:db8:0:0:0:0:0:5");
        assertThat(MdnsSightings.of(List.of(service), a -> false, NOW)).isEmpty();
    }
}
