package io.printmaster.agent.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.HintName;
import io.printmaster.model.MacAddress;
import io.printmaster.model.Sighting;
import io.printmaster.model.Sighting.Door;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SameDeviceTest {
    private static final Instant T = Instant.parse("2026-01-02T03:04:05Z");
    private static final String UUID_A = "11111111-2222-3333-4444-00aabbccdd01";
    private static final String UUID_B = "99999999-2222-3333-4444-999999999999";
    private static final String LAN = "00:aa:bb:cc:dd:01";
    private static final String WLAN = "00:aa:bb:cc:dd:02";

    private static Evidence of(
            Door door, String address, int second, String maker, String serial, String uuid, String... macs) {
        Set<MacAddress> all = Arrays.stream(macs).map(MacAddress::new).collect(Collectors.toSet());
        return new Evidence(door, address, T.plusSeconds(second), false, maker, serial, uuid, all);
    }

    private static Evidence queue(String name, String maker, String serial, String uuid) {
        return new Evidence(Door.MDNS, name, T, true, maker, serial, uuid, Set.of());
    }

    private static SameDevice.Result sort(Evidence... evidence) {
        return SameDevice.sort(List.of(evidence));
    }

    @Test
    void oneDevice_metByEveryDoorOverLanAndWlan_isOne() {
        List<Evidence> evidence = new ArrayList<>(List.of(
                of(Door.SNMP, "10.0.0.5", 0, "Hewlett-Packard", "CN123456", "", LAN, WLAN),
                of(Door.IPP, "10.0.0.5", 1, "HP", "", UUID_A),
                of(Door.MDNS, "10.0.0.5", 2, "HP", "", UUID_A),
                of(Door.MDNS, "10.0.0.6", 3, "HP", "", UUID_A),
                of(Door.WSD, "10.0.0.6", 4, "HP Inc.", "cn 123456", UUID_B),
                of(Door.SSDP, "10.0.0.5", 5, "", "CN123456", ""),
                of(Door.SNMP, "10.0.0.6", 6, "HP", "", "", WLAN)));
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(evidence, random);
            SameDevice.Result result = SameDevice.sort(evidence);

            assertThat(result.devices()).hasSize(1);
            assertThat(result.devices().getFirst().key())
                    .hasValueSatisfying(k -> assertThat(k).hasToString("serial:HP/CN123456"));
            assertThat(result.devices().getFirst().addresses()).containsExactly("10.0.0.6", "10.0.0.5");
            assertThat(result.unidentified()).isEmpty();
        }
    }

    @Test
    void deviceThatMoved_isOneWithItsNewAddress() {
        SameDevice.Result result = sort(
                of(Door.SNMP, "10.0.0.5", 0, "Acme", "AB12345", "", LAN),
                of(Door.SNMP, "10.0.0.9", 60, "Acme", "AB12345", "", LAN));

        assertThat(result.devices()).hasSize(1);
        assertThat(result.devices().getFirst().address()).isEqualTo("10.0.0.9");
    }

    @Test
    void anotherDeviceAtAnOldAddress_isAnother() {
        SameDevice.Result result = sort(
                of(Door.SNMP, "10.0.0.5", 0, "Acme", "AB12345", "", LAN),
                of(Door.SNMP, "10.0.0.5", 60, "Acme", "CD67890", "", WLAN));

        assertThat(result.devices()).hasSize(2);
    }

    @Test
    void twoWithoutSerial_stayTwo() {
        SameDevice.Result result = sort(
                of(Door.SNMP, "10.0.0.5", 0, "Acme", "", "", LAN), of(Door.SNMP, "10.0.0.6", 0, "Acme", "", "", WLAN));

        assertThat(result.devices()).hasSize(2);
    }

    @Test
    void twoWithNothingAtAll_areNoDevicesYet_evenAtOneAddress() {
        SameDevice.Result result =
                sort(of(Door.SNMP, "10.0.0.5", 0, "Acme", "", ""), of(Door.SSDP, "10.0.0.5", 1, "Acme", "", ""));

        assertThat(result.devices()).isEmpty();
        assertThat(result.unidentified()).hasSize(2);
    }

    @Test
    void fillerSerialOfTwo_joinsNothing() {
        SameDevice.Result result = sort(
                of(Door.SNMP, "10.0.0.5", 0, "Acme", "XXXXXXXXXX", "", LAN),
                of(Door.SNMP, "10.0.0.6", 0, "Acme", "XXXXXXXXXX", "", WLAN));

        assertThat(result.devices()).hasSize(2);
    }

    @Test
    void queuesOnACupsHost_belongToTheDeviceThatTheyName_orStayQueues() {
        SameDevice.Result result = sort(
                of(Door.SNMP, "10.0.0.5", 0, "Acme", "AB12345", UUID_A, LAN),
                queue("10.0.0.2", "Acme", "AB12345", UUID_B),
                queue("10.0.0.2", "", "", UUID_A),
                queue("10.0.0.2", "Acme", "", ""));

        assertThat(result.devices()).hasSize(1);
        assertThat(result.devices().getFirst().queues()).hasSize(2);
        assertThat(result.queues()).hasSize(1);
        assertThat(result.devices().getFirst().addresses()).containsExactly("10.0.0.5");
    }

    @Test
    void sameSerialOfTwoMakers_isTwo_andABareOneGoesToNeither() {
        SameDevice.Result result = sort(
                of(Door.SNMP, "10.0.0.5", 0, "Acme", "12345678", "", LAN),
                of(Door.SNMP, "10.0.0.6", 0, "Other", "12345678", "", WLAN));

        assertThat(result.devices()).hasSize(2);
    }

    @Test
    void printersBehindOnePrintServer_staySeparate_andItsMacAloneIsNoDevice() {
        SameDevice.Result result = sort(
                of(Door.SNMP, "10.0.0.5", 0, "Acme", "AB12345", "", LAN),
                of(Door.SNMP, "10.0.0.5", 1, "Acme", "CD67890", "", LAN),
                of(Door.MDNS, "10.0.0.5", 2, "Acme", "", "", LAN));

        assertThat(result.devices()).hasSize(2);
        assertThat(result.unidentified()).hasSize(1);
    }

    @Test
    void uuidThatFirmwareGivesToAll_joinsNothing() {
        SameDevice.Result result = sort(
                of(Door.IPP, "10.0.0.5", 0, "Acme", "", UUID_B, LAN),
                of(Door.IPP, "10.0.0.6", 0, "Acme", "", UUID_B, WLAN));

        assertThat(result.devices()).hasSize(2);

        SameDevice.Result bySerial = sort(
                of(Door.IPP, "10.0.0.5", 0, "Acme", "AB12345", UUID_B),
                of(Door.IPP, "10.0.0.6", 0, "Acme", "CD67890", UUID_B));

        assertThat(bySerial.devices()).hasSize(2);
    }

    @Test
    void uuidMadeOfTheMac_joinsDoorsThatTellDifferentThings() {
        SameDevice.Result result =
                sort(of(Door.SNMP, "10.0.0.5", 0, "Acme", "", "", LAN), of(Door.IPP, "10.0.0.5", 0, "", "", UUID_A));

        assertThat(result.devices()).hasSize(1);
    }

    @Test
    void randomisedMac_isNoEvidence() {
        SameDevice.Result result = sort(
                of(Door.SNMP, "10.0.0.5", 0, "Acme", "", "", "fa:00:00:11:22:33"),
                of(Door.SNMP, "10.0.0.6", 0, "Acme", "", "", "fa:00:00:11:22:33"));

        assertThat(result.devices()).isEmpty();
        assertThat(result.unidentified()).hasSize(2);
    }

    @Test
    void queueSighting_tellsOfThePrinterBehindIt_notOfItsHost() {
        Evidence evidence = Evidence.of(sighting(Map.of(
                HintName.QUEUE, "office",
                HintName.DEVICE_URI, "usb://HP/LaserJet%201020?serial=CN%31234567&interface=1")));

        assertThat(evidence.queue()).isTrue();
        assertThat(evidence.keys()).extracting(Object::toString).containsExactly("serial:HP/CN1234567");
        assertThat(Evidence.of(sighting(Map.of(
                                HintName.QUEUE,
                                "lobby",
                                HintName.DEVICE_URI,
                                "dnssd://Lobby._ipp._tcp.local/?uuid=" + UUID_A)))
                        .keys())
                .extracting(Object::toString)
                .containsExactly("uuid:" + UUID_A);
        assertThat(Evidence.of(sighting(Map.of(
                                HintName.QUEUE, "by address",
                                HintName.DEVICE_URI, "socket://10.0.0.5:9100")))
                        .identifies())
                .as("an address is no identity")
                .isFalse();
    }

    @Test
    void hints_mayTellSeveralMacs_andTheDeviceIdItsSerial() {
        Evidence evidence = Evidence.of(
                sighting(Map.of(HintName.MAC, LAN + " " + WLAN, HintName.DEVICE_ID, "MFG:Acme;MDL:P;SN:AB12345;")));

        assertThat(evidence.queue()).isFalse();
        assertThat(evidence.keys())
                .extracting(Object::toString)
                .containsExactly("serial:ACME/AB12345", "mac:" + LAN, "mac:" + WLAN);
    }

    private static Sighting sighting(Map<String, String> hints) {
        return new Sighting(InetAddress.ofLiteral("10.0.0.2"), 631, Door.IPP, "", T, hints);
    }
}
