package io.printmaster.agent.survey;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.read.UnkeyedReading;
import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.TestPrinters;
import io.printmaster.model.HintName;
import io.printmaster.model.Identity;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Provenance;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import io.printmaster.model.Sighting.Door;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// One printer and several sightings, through the whole survey: what is one, what is two, and what follows
/// when it turns out.
final class OnePrinterTest extends SurveyFixture {
    private static final String LAN = "00:aa:bb:cc:dd:01";
    private static final String WLAN = "00:aa:bb:cc:dd:02";
    private static final String STRANGER = "00:aa:bb:cc:dd:99";
    private static final String UUID_OF_WLAN = "11111111-2222-3333-4444-00aabbccdd02";
    private static final String UUID = "99999999-2222-3333-4444-999999999999";

    /// What answers at an address, by SNMP.
    private void snmp(int at, String model, String serial, boolean wireless, String... macs) {
        answer(at, "snmp", model, serial, "", wireless, macs);
    }

    /// What answers at an address, by IPP.
    private void ipp(int at, String model, String serial, String uuid) {
        answer(at, "ipp", model, serial, uuid, false);
    }

    private void answer(
            int at, String protocol, String model, String serial, String uuid, boolean wireless, String... macs) {
        Reading r = TestPrinters.reading(1, at, NOON);
        String mac = macs.length == 0 ? "" : macs[0];
        Network network = new Network(address(at).getHostAddress(), "", mac, "", "", "", List.of(macs), wireless);
        Provenance provenance = new Provenance("network", protocol, protocol, NOON, NOON, "", "");
        PrinterKey key = Stream.of(PrinterKey.ofSerial("Acme", serial), PrinterKey.ofUuid(uuid), PrinterKey.ofMac(mac))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
        Printer printer = new Printer(
                key,
                new Identity("Acme", model, serial, "", uuid, ""),
                network,
                r.printer().condition(),
                r.printer().inventory(),
                provenance);
        this.network.put(address(at), new ReadOutcome.Read(new Reading(printer, r.meters(), NOON)));
    }

    private void nobodyAt(int at) {
        network.remove(address(at));
        announced.removeIf(s -> s.address().equals(address(at)));
    }

    private void cycle(Survey survey) {
        later(Duration.ofMinutes(5));
        asked.clear();
        run(survey);
    }

    private List<KnownPrinter> printers() {
        return store.printers().list();
    }

    private KnownPrinter only() {
        assertThat(printers()).hasSize(1);
        return printers().getFirst();
    }

    private List<String> keys() {
        return printers().stream().map(p -> p.key().toString()).toList();
    }

    private static PrinterStatus status(KnownPrinter printer) {
        return printer.last().printer().condition().status();
    }

    private List<QueuedRecord> queued(RecordKind kind) {
        return store.outbox().peek(kind, 999, Long.MAX_VALUE);
    }

    /// Acceptance case 28 of docs/printers.md.
    @Test
    void oneDeviceMetByEveryDoor_overLanAndWlan_isOne_polledOverItsCableOnly() {
        snmp(1, "Press 9", "AB12345", false, LAN, WLAN);
        answer(2, "ipp", "Press 9 series", "", UUID_OF_WLAN, true);
        announce(2, Door.MDNS, Map.of(HintName.UUID, UUID_OF_WLAN));
        announce(2, Door.WSD, Map.of(HintName.UUID, UUID, HintName.SERIAL, "ab12345"));
        announce(1, Door.SNMP);
        announce(1, Door.MDNS, Map.of(HintName.UUID, UUID_OF_WLAN));
        announce(1, Door.SSDP, Map.of(HintName.SERIAL, "AB12345"));
        announce(1, Door.IPP);
        Survey survey = survey();

        cycle(survey);

        assertThat(only().key()).hasToString("serial:ACME/AB12345");
        assertThat(only().sighting().address()).isEqualTo(address(1));
        assertThat(only().last().printer().ties().otherAddresses()).containsExactly("10.0.0.2");
        assertThat(queued(RecordKind.DEVICE)).hasSize(1);
        assertThat(queued(RecordKind.METRICS)).as("one sample a cycle").hasSize(1);

        // The doors may tell of a second UUID, which is learned once; then there is nothing left to ask the WLAN.
        cycle(survey);
        for (int i = 0; i < 5; i++) {
            cycle(survey);
            assertThat(asked).extracting(Sighting::address).containsExactly(address(1));
            assertThat(only().sighting().address()).isEqualTo(address(1));
        }
        assertThat(queued(RecordKind.METRICS)).hasSize(7);
    }

    /// Acceptance case 28 of docs/printers.md.
    @Test
    void cableThatIsOut_isReplacedByTheWlan_andComesBack() {
        snmp(1, "Press 9", "AB12345", false, LAN, WLAN);
        snmp(2, "Press 9", "AB12345", true, WLAN, LAN);
        announce(1, Door.SNMP);
        announce(2, Door.SNMP);
        Survey survey = survey();
        cycle(survey);
        assertThat(only().sighting().address()).isEqualTo(address(1));

        nobodyAt(1);
        announced.clear();
        cycle(survey);

        assertThat(only().sighting().address())
                .as("tried though no door told of it")
                .isEqualTo(address(2));
        assertThat(status(only())).isEqualTo(PrinterStatus.IDLE);
        assertThat(only().last().at()).isEqualTo(clock.now);

        snmp(1, "Press 9", "AB12345", false, LAN, WLAN);
        announce(1, Door.SNMP);
        for (int i = 0; i < 8; i++) {
            cycle(survey);
        }
        assertThat(only().sighting().address()).as("wired before wireless").isEqualTo(address(1));
        assertThat(only().others()).extracting(Sighting::address).containsExactly(address(2));
    }

    /// Acceptance case 28 of docs/printers.md.
    @Test
    void sameSerialAtANewAddress_isAMove() {
        snmp(1, "Press 9", "AB12345", false, LAN);
        announce(1, Door.SNMP);
        Survey survey = survey();
        cycle(survey);
        var firstSeen = clock.now;
        nobodyAt(1);
        snmp(77, "Press 9", "AB12345", false, LAN);
        announce(77, Door.SNMP);

        cycle(survey);

        assertThat(only().sighting().address()).isEqualTo(address(77));
        assertThat(only().last().printer().ties().otherAddresses())
                .as("it left")
                .isEmpty();
        assertThat(only().last().printer().provenance().firstSeen()).isEqualTo(firstSeen);
        cycle(survey);
        assertThat(asked).extracting(Sighting::address).containsOnly(address(77));
    }

    /// Acceptance case 28 of docs/printers.md.
    @Test
    void anotherDeviceAtTheSameAddress_isAnother_withAHistoryOfItsOwn() {
        snmp(1, "Press 9", "AB12345", false, LAN);
        announce(1, Door.SNMP);
        Survey survey = survey();
        cycle(survey);
        snmp(1, "Press 9", "CD67890", false, STRANGER);

        cycle(survey);

        assertThat(keys()).containsExactly("serial:ACME/AB12345", "serial:ACME/CD67890");
        assertThat(status(printers().getFirst())).isEqualTo(PrinterStatus.OFFLINE);
        assertThat(status(printers().getLast())).isEqualTo(PrinterStatus.IDLE);
        assertThat(printers().getLast().last().printer().provenance().firstSeen())
                .isEqualTo(clock.now);
        assertThat(printers().getLast().last().printer().ties().formerKeys()).isEmpty();
        assertThat(queued(RecordKind.METRICS))
                .extracting(r -> r.printer().toString())
                .containsExactly("serial:ACME/AB12345", "serial:ACME/CD67890");
    }

    /// Acceptance case 28 of docs/printers.md.
    @Test
    void anotherDeviceWithoutSerialAtTheSameAddress_isAnother() {
        snmp(1, "Press 9", "", false, LAN);
        announce(1, Door.SNMP);
        Survey survey = survey();
        cycle(survey);
        snmp(1, "Labeler 3", "", false, STRANGER);

        cycle(survey);

        assertThat(keys()).containsExactly("mac:" + LAN, "mac:" + STRANGER);
    }

    /// Acceptance case 28 of docs/printers.md.
    @Test
    void twoWithoutSerial_andTwoWithTheSameBadOne_areTwo() {
        snmp(1, "Press 9", "", false, LAN);
        snmp(2, "Press 9", "", false, WLAN);
        snmp(3, "Press 9", "XXXXXXXXXX", false, "00:aa:bb:cc:dd:03");
        snmp(4, "Press 9", "XXXXXXXXXX", false, "00:aa:bb:cc:dd:04");
        for (int i = 1; i <= 4; i++) {
            announce(i, Door.SNMP);
        }
        Survey survey = survey();
        cycle(survey);
        cycle(survey);

        assertThat(keys())
                .containsExactly("mac:" + LAN, "mac:" + WLAN, "mac:00:aa:bb:cc:dd:03", "mac:00:aa:bb:cc:dd:04");
    }

    /// Acceptance case 28 of docs/printers.md.
    @Test
    void queuesOnAComputer_belongToThePrinterBehindThem_andAreNeverRead() {
        snmp(1, "Press 9", "AB12345", false, LAN);
        announce(1, Door.SNMP);
        announce(50, Door.IPP, Map.of(HintName.QUEUE, "office", HintName.DEVICE_URI, "usb://Acme/P9?serial=AB12345"));
        announce(50, Door.IPP, Map.of(HintName.QUEUE, "lobby", HintName.SERIAL, "AB12345"));
        announce(50, Door.IPP, Map.of(HintName.QUEUE, "pdf", HintName.DEVICE_URI, "cups-pdf:/"));
        announce(50, Door.IPP, Map.of(HintName.QUEUE, "raw", HintName.DEVICE_URI, "socket://10.0.0.1:9100"));
        Survey survey = survey();

        cycle(survey);

        assertThat(only().last().printer().ties().queues()).containsExactly("lobby@10.0.0.50", "office@10.0.0.50");
        assertThat(survey.looseQueues())
                .extracting(s -> s.hints().get(HintName.QUEUE))
                .as("an address is no link")
                .containsExactlyInAnyOrder("pdf", "raw");
        assertThat(asked).extracting(Sighting::address).containsOnly(address(1));

        announced.removeIf(s -> "lobby".equals(s.hints().get(HintName.QUEUE)));
        cycle(survey);
        assertThat(only().last().printer().ties().queues()).containsExactly("office@10.0.0.50");
        announced.removeIf(s -> s.address().equals(address(50)));
        cycle(survey);
        assertThat(only().last().printer().ties().queues())
                .as("a computer that tells nothing changes nothing")
                .containsExactly("office@10.0.0.50");
    }

    @Test
    void otherSerialAtTheSameMacAndAddress_isAnExchangedBoard() {
        snmp(1, "Press 9", "AB12345", false, LAN);
        announce(1, Door.SNMP);
        Survey survey = survey();
        cycle(survey);
        var firstSeen = clock.now;
        snmp(1, "Press 9", "CD67890", false, LAN);

        cycle(survey);

        assertThat(only().key()).hasToString("serial:ACME/CD67890");
        assertThat(only().last().printer().ties().formerKeys()).hasToString("[serial:ACME/AB12345]");
        assertThat(only().last().printer().provenance().firstSeen()).isEqualTo(firstSeen);
        assertThat(queued(RecordKind.METRICS))
                .extracting(r -> r.printer().toString())
                .containsOnly("serial:ACME/CD67890");

        // The old board turns up in a printer of its own: that is another printer, and nothing of the first's.
        snmp(2, "Press 9", "AB12345", false, STRANGER);
        announce(2, Door.SNMP);
        cycle(survey);
        assertThat(keys()).containsExactly("serial:ACME/AB12345", "serial:ACME/CD67890");
        assertThat(printers().getLast().last().printer().ties().formerKeys()).isEmpty();
        cycle(survey);
        assertThat(keys()).containsExactly("serial:ACME/AB12345", "serial:ACME/CD67890");
    }

    @Test
    void serialThatIsForgotten_leavesThePrinterWhatItWas() {
        snmp(1, "Press 9", "AB12345", false, LAN);
        announce(1, Door.SNMP);
        Survey survey = survey();
        cycle(survey);
        snmp(1, "Press 9", "", false, LAN);

        cycle(survey);

        assertThat(only().key()).hasToString("serial:ACME/AB12345");
        assertThat(only().last().printer().identity().serial()).isEqualTo("AB12345");
    }

    /// Acceptance case 28 of docs/printers.md.
    @Test
    void serialThatTurnsUpLater_takesEverythingAlong_andLeavesNoGhost() {
        ipp(1, "Press 9", "", UUID_OF_WLAN);
        announce(1, Door.IPP);
        Survey survey = survey();
        cycle(survey);
        var firstSeen = clock.now;
        assertThat(only().key()).hasToString("uuid:" + UUID_OF_WLAN);
        snmp(1, "Press 9 by SNMP", "", false, WLAN);
        cycle(survey);
        assertThat(only().key()).as("the weaker changes nothing").hasToString("uuid:" + UUID_OF_WLAN);
        snmp(1, "Press 9 by SNMP", "AB12345", false, WLAN);

        cycle(survey);

        assertThat(only().key()).hasToString("serial:ACME/AB12345");
        assertThat(only().last().printer().identity().uuid()).isEqualTo(UUID_OF_WLAN);
        assertThat(only().last().printer().ties().formerKeys()).hasToString("[uuid:" + UUID_OF_WLAN + "]");
        assertThat(only().last().printer().provenance().firstSeen()).isEqualTo(firstSeen);
        assertThat(queued(RecordKind.DEVICE)).hasSize(1);
        assertThat(queued(RecordKind.METRICS))
                .hasSize(3)
                .extracting(r -> r.printer().toString())
                .containsOnly("serial:ACME/AB12345");

        ipp(1, "Press 9", "", UUID_OF_WLAN);
        cycle(survey);
        assertThat(only().key()).as("read by the weaker door again").hasToString("serial:ACME/AB12345");
    }

    @Test
    void twoThatTurnOutToBeOne_becomeOne() {
        snmp(1, "Press 9", "", false, LAN);
        ipp(2, "Press 9", "", UUID);
        announce(1, Door.SNMP);
        announce(2, Door.IPP);
        Survey survey = survey();
        cycle(survey);
        assertThat(printers()).hasSize(2);
        answer(1, "snmp", "Press 9", "AB12345", UUID, false, LAN);

        cycle(survey);
        cycle(survey);

        assertThat(only().key()).hasToString("serial:ACME/AB12345");
        assertThat(only().last().printer().ties().formerKeys())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("uuid:" + UUID, "mac:" + LAN);
        assertThat(Stream.concat(Stream.of(only().sighting()), only().others().stream()))
                .extracting(Sighting::address)
                .containsExactlyInAnyOrder(address(1), address(2));
    }

    @Test
    void otherModelAtThePrintServersMac_isAnother_andEachComesBackAsItself() {
        snmp(1, "Press 9", "", false, LAN);
        announce(1, Door.SNMP);
        Survey survey = survey();
        cycle(survey);
        snmp(1, "Labeler 3", "", false, LAN);
        cycle(survey);
        assertThat(keys()).containsExactly("mac:" + LAN, "mac:" + LAN + "/LABELER3");
        assertThat(status(printers().getFirst())).isEqualTo(PrinterStatus.OFFLINE);

        snmp(1, "Press 9", "", false, LAN);
        cycle(survey);

        assertThat(keys()).containsExactly("mac:" + LAN, "mac:" + LAN + "/LABELER3");
        assertThat(status(printers().getFirst())).isEqualTo(PrinterStatus.IDLE);
        assertThat(status(printers().getLast())).isEqualTo(PrinterStatus.OFFLINE);
    }

    @Test
    void macOfAPrintServerAlone_joinsNeitherOfItsPrinters() {
        snmp(1, "Press 9", "AB12345", false, LAN);
        snmp(2, "Press 9", "CD67890", false, LAN);
        announce(1, Door.SNMP);
        announce(2, Door.SNMP);
        Survey survey = survey();
        cycle(survey);
        snmp(3, "Press 9", "", false, LAN);
        announce(3, Door.SNMP);

        cycle(survey);

        assertThat(keys()).containsExactly("serial:ACME/AB12345", "serial:ACME/CD67890");
        assertThat(survey.progress().errors()).isEqualTo(1);
        assertThat(survey.progress().lastError()).contains("belongs to several printers");
    }

    @Test
    void strangerAtAFurtherAddress_isAPrinterOfItsOwn() {
        snmp(1, "Press 9", "AB12345", false, LAN, WLAN);
        snmp(2, "Press 9", "AB12345", true, WLAN, LAN);
        announce(1, Door.SNMP);
        announce(2, Door.SNMP);
        Survey survey = survey();
        cycle(survey);
        assertThat(only().others()).hasSize(1);
        snmp(2, "Press 9", "CD67890", false, STRANGER);
        later(Duration.ofHours(6));

        cycle(survey);

        assertThat(keys()).containsExactly("serial:ACME/AB12345", "serial:ACME/CD67890");
        cycle(survey);
        assertThat(printers().getFirst().sighting().address()).isEqualTo(address(1));
        assertThat(printers().getFirst().others()).isEmpty();
    }

    @Test
    void printerThatSaysNothingOfItself_isKnownByTheDoorThatDoes() {
        snmp(1, "Press 9", "AB12345", false, LAN);
        ReadOutcome.Read whole = (ReadOutcome.Read) network.get(address(1));
        Printer p = whole.reading().printer();
        network.put(
                address(1),
                new ReadOutcome.NoIdentity(
                        UnkeyedReading.of(new Identity("Acme", p.identity().model(), "", "", "", ""), NOON)));
        announce(1, Door.MDNS, Map.of(HintName.UUID, UUID));

        cycle(survey());

        assertThat(only().key()).hasToString("uuid:" + UUID);
    }
}
