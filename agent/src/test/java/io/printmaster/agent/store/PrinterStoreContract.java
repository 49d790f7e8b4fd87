package io.printmaster.agent.store;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static io.printmaster.agent.store.TestPrinters.known;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.Condition;
import io.printmaster.model.Identity;
import io.printmaster.model.Inventory;
import io.printmaster.model.Meters;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [DeviceStore] does with printers, history and transactions.
public abstract class PrinterStoreContract {
    private DeviceStore store;

    /// A new, empty one.
    protected abstract DeviceStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void printer_comesBackAsItWasPut() {
        KnownPrinter printer = known(7, 1234, NOON);
        store.printers().put(printer);
        assertThat(store.printers().find(printer.key())).contains(printer);
        assertThat(store.printers().list()).containsExactly(printer);
    }

    @Test
    void printerWithoutSerialOrQueueing_comesBackAsItWasPut() {
        Reading reading = TestPrinters.reading(1, 5, NOON);
        Reading nameless = new Reading(
                new Printer(
                        PrinterKey.ofMac("00:11:22:33:44:55").orElseThrow(),
                        Identity.NONE,
                        reading.printer().network(),
                        Condition.UNKNOWN,
                        Inventory.NONE,
                        reading.printer().provenance()),
                Meters.NONE,
                NOON);
        Sighting sighting =
                new Sighting(InetAddress.ofLiteral("fe80::1"), 5353, Sighting.Door.MDNS, "", NOON, Map.of());
        KnownPrinter printer = new KnownPrinter(nameless, sighting, Optional.empty());
        store.printers().put(printer);
        assertThat(store.printers().find(printer.key())).contains(printer);
        assertThat(store.printers().whereabouts())
                .containsExactly(new Whereabouts(
                        printer.key(), sighting, printer.keys(), List.of(), Optional.empty(), false, false));
    }

    @Test
    void whereabouts_areThoseOfTheReadings() {
        KnownPrinter cable = known(1, 1, NOON);
        Printer p = known(2, 1, NOON).last().printer();
        Network wlan = new Network("10.0.0.2", "", "00:11:22:33:44:56", "", "", "", List.of(), true);
        Condition offline = new Condition(PrinterStatus.OFFLINE, Set.of(), List.of(), "");
        Printer silent = new Printer(p.key(), p.identity(), wlan, offline, p.inventory(), p.provenance());
        Reading reading = new Reading(silent, Meters.NONE, NOON);
        Sighting other = new Sighting(InetAddress.ofLiteral("fe80::2"), 161, Sighting.Door.SNMP, "c", NOON, Map.of());
        PrinterKey former = PrinterKey.ofMac("00:11:22:33:44:57").orElseThrow();
        KnownPrinter air = new KnownPrinter(
                reading, TestPrinters.sighting(reading), SendMarks.NONE, Set.of(silent.key(), former), List.of(other));
        store.printers().put(air);
        store.printers().put(cable);
        assertThat(store.printers().whereabouts())
                .containsExactly(
                        new Whereabouts(
                                cable.key(),
                                cable.sighting(),
                                cable.keys(),
                                List.of(),
                                PrinterKey.ofSerial("ACME", "sn00001"),
                                false,
                                false),
                        new Whereabouts(
                                air.key(),
                                air.sighting(),
                                air.keys(),
                                List.of(other),
                                PrinterKey.ofSerial("acme", "SN00002"),
                                true,
                                true));
    }

    @Test
    void newReading_takesThePlaceOfTheOld() {
        store.printers().put(known(7, 1, NOON));
        KnownPrinter newer = known(7, 2, NOON.plusSeconds(60));
        store.printers().put(newer);
        assertThat(store.printers().count()).isEqualTo(1);
        assertThat(store.printers().find(newer.key())).contains(newer);
    }

    @Test
    void marks_comeBackAsTheyWerePut_andCanAllBeForgotten() {
        SendMarks marks = new SendMarks(
                Optional.of(NOON),
                Optional.of(NOON.plusSeconds(5)),
                Optional.of(new SendMarks.LastSample(NOON.minusSeconds(1), "abc")));
        KnownPrinter printer = known(7, 1, NOON).with(marks);
        store.printers().put(printer);
        assertThat(store.printers().find(printer.key())).contains(printer);
        assertThat(store.printers().list()).containsExactly(printer);
        store.printers().forgetMarks();
        assertThat(store.printers().list()).containsExactly(printer.with(SendMarks.NONE));
    }

    @Test
    void put_tellsWhatTheRecordsTakeOnTheWire() {
        KnownPrinter printer = known(7, 1, NOON);
        store.outbox().enqueue(printer.last().printer(), NOON);
        store.outbox().enqueue(printer.last().sample(), NOON);
        assertThat(store.printers().put(printer))
                .isEqualTo(new PrinterStore.RecordBytes(payload(RecordKind.DEVICE), payload(RecordKind.METRICS)));
    }

    private int payload(RecordKind kind) {
        return store.outbox().peek(kind, 1, 1).getFirst().payload().length;
    }

    @Test
    void list_isOrderedByKey() {
        for (int number : new int[] {3, 1, 2}) {
            store.printers().put(known(number, 1, NOON));
        }
        assertThat(store.printers().list()).containsExactly(known(1, 1, NOON), known(2, 1, NOON), known(3, 1, NOON));
    }

    @Test
    void pages_followEachOtherByKey() {
        for (int number : new int[] {3, 1, 2}) {
            store.printers().put(known(number, 1, NOON));
        }
        assertThat(store.printers().page(Optional.empty(), 2)).containsExactly(known(1, 1, NOON), known(2, 1, NOON));
        assertThat(store.printers().page(Optional.of(known(2, 1, NOON).key()), 2))
                .containsExactly(known(3, 1, NOON));
        assertThat(store.printers().page(Optional.of(known(3, 1, NOON).key()), 2))
                .isEmpty();
    }

    @Test
    void removedPrinter_isGoneWithItsHistory() {
        KnownPrinter printer = known(7, 1, NOON);
        store.printers().put(printer);
        store.outbox().enqueue(printer.last().printer(), NOON);
        assertThat(store.printers().remove(printer.key())).isTrue();
        assertThat(store.printers().remove(printer.key())).isFalse();
        assertThat(store.printers().find(printer.key())).isEmpty();
        assertThat(store.outbox().count(RecordKind.DEVICE)).isEqualTo(1);
    }

    @Test
    void printer_isFoundByEveryKeyThatItHas() {
        PrinterKey uuid =
                PrinterKey.ofUuid("11111111-2222-3333-4444-00aabbccdd01").orElseThrow();
        PrinterKey lan = PrinterKey.ofMac("00:aa:bb:cc:dd:01").orElseThrow();
        PrinterKey shared = PrinterKey.ofMac("00:aa:bb:cc:dd:02").orElseThrow();
        KnownPrinter one = keyed(known(1, 1, NOON), Set.of(uuid, lan, shared));
        KnownPrinter two = keyed(known(2, 1, NOON), Set.of(shared));
        store.printers().put(one);
        store.printers().put(two);
        assertThat(store.printers().find(uuid)).contains(one);
        assertThat(store.printers().find(lan)).contains(one);
        assertThat(store.printers().find(one.key())).contains(one);
        assertThat(store.printers().find(shared)).as("one of two").isEmpty();
        assertThat(store.printers().findAny(List.of(shared, lan))).containsExactly(one, two);
        assertThat(store.printers().list()).containsExactly(one, two);
        KnownPrinter fewer = keyed(one, Set.of(lan));
        store.printers().put(fewer);
        assertThat(store.printers().findAny(List.of(uuid))).isEmpty();
        assertThat(store.printers().find(shared)).contains(two);
        store.printers().remove(one.key());
        assertThat(store.printers().findAny(List.of(lan))).isEmpty();
    }

    private static KnownPrinter keyed(KnownPrinter known, Set<PrinterKey> keys) {
        return new KnownPrinter(known.last(), known.sighting(), known.marks(), keys, known.others());
    }

    @Test
    void furtherAddresses_comeBackInTheirOrder() {
        KnownPrinter known = known(1, 1, NOON);
        Sighting wlan = new Sighting(
                InetAddress.ofLiteral("10.0.0.99"),
                631,
                Sighting.Door.MDNS,
                "",
                NOON,
                Map.of("ipp.path", "ipp/print", "name", "Büro & Flur = \n2"));
        Sighting v6 = new Sighting(InetAddress.ofLiteral("fe80::2"), 161, Sighting.Door.SNMP, "c", NOON, Map.of());
        KnownPrinter more =
                new KnownPrinter(known.last(), known.sighting(), known.marks(), known.keys(), List.of(wlan, v6));
        store.printers().put(more);
        assertThat(store.printers().find(known.key())).contains(more);
        store.printers().put(known);
        assertThat(store.printers().find(known.key())).contains(known);
    }

    @Test
    void scans_areKeptNewestFirst_upToABound() {
        store.transaction(() -> {
            IntStream.rangeClosed(1, 1_005)
                    .forEach(i -> store.scans()
                            .add(new ScanRun(NOON.plusSeconds(i), NOON.plusSeconds(i + 1), 254, i, 1, 2, i % 2 == 0)));
            return true;
        });
        assertThat(store.scans().newest(2))
                .containsExactly(
                        new ScanRun(NOON.plusSeconds(1_005), NOON.plusSeconds(1_006), 254, 1_005, 1, 2, false),
                        new ScanRun(NOON.plusSeconds(1_004), NOON.plusSeconds(1_005), 254, 1_004, 1, 2, true));
        assertThat(store.scans().newest(5_000)).hasSize(1_000);
    }

    @Test
    void transaction_keepsAllThree() {
        KnownPrinter printer = known(7, 1, NOON);
        int result = store.transaction(() -> {
            everything(printer);
            return 42;
        });
        assertThat(result).isEqualTo(42);
        assertThat(store.printers().count()).isEqualTo(1);
        assertThat(store.outbox().ledger()).isEqualTo(new Ledger(2, 0, 2, 0, 0, 0));
        assertThat(store.scans().newest(9)).hasSize(1);
    }

    @Test
    void transaction_thatThrows_leavesNothing() {
        KnownPrinter printer = known(7, 1, NOON);
        assertThatThrownBy(() -> store.transaction(() -> {
                    everything(printer);
                    throw new IllegalStateException("the block failed");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the block failed");
        assertThat(store.printers().count()).isZero();
        assertThat(store.outbox().ledger()).isEqualTo(new Ledger(0, 0, 0, 0, 0, 0));
        assertThat(store.scans().newest(9)).isEmpty();
        store.transaction(() -> everything(printer));
        assertThat(store.printers().count()).as("it can be used again").isEqualTo(1);
    }

    @Test
    void innerTransactionThatFailed_undoesTheOuterOneToo() {
        assertThatThrownBy(() -> store.transaction(() -> {
                    store.printers().put(known(1, 1, NOON));
                    try {
                        store.transaction(() -> {
                            store.printers().put(known(2, 1, NOON));
                            throw new IllegalStateException("inner");
                        });
                    } catch (IllegalStateException swallowed) {
                        store.printers().put(known(3, 1, NOON));
                    }
                    return true;
                }))
                .isInstanceOf(StoreFault.class);
        assertThat(store.printers().count()).isZero();
    }

    private boolean everything(KnownPrinter printer) {
        store.printers().put(printer);
        store.outbox().enqueue(printer.last().printer(), NOON);
        store.outbox().enqueue(printer.last().sample(), NOON);
        store.scans().add(new ScanRun(NOON, NOON, 1, 1, 1, 0, false));
        return true;
    }
}
