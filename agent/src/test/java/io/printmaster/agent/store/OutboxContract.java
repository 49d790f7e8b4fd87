package io.printmaster.agent.store;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static io.printmaster.agent.store.TestPrinters.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.PrinterKey;
import io.printmaster.model.Reading;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.SampleJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [Outbox] does.
public abstract class OutboxContract {
    private static final long ANY_BYTES = Long.MAX_VALUE;

    private DeviceStore store;
    private Outbox outbox;

    /// A new, empty one.
    protected abstract DeviceStore open();

    @BeforeEach
    void openStore() {
        store = open();
        outbox = store.outbox();
    }

    @AfterEach
    void closeStore() {
        assertThat(outbox.ledger().balanced()).as("ledger: " + outbox.ledger()).isTrue();
        store.close();
    }

    private long device(int number, long pages) {
        outbox.enqueue(reading(number, pages, NOON).printer(), NOON);
        return outbox.peek(RecordKind.DEVICE, 10_000, ANY_BYTES).getLast().id();
    }

    private long sample(int number, long second) {
        outbox.enqueue(reading(number, second, NOON.plusSeconds(second)).sample(), NOON.plusSeconds(second));
        return outbox.peek(RecordKind.METRICS, 10_000, ANY_BYTES).getLast().id();
    }

    private static List<Long> ids(List<QueuedRecord> records) {
        return records.stream().map(QueuedRecord::id).toList();
    }

    @Test
    void payload_isTheWiresJson() {
        Reading reading = reading(1, 5, NOON);
        outbox.enqueue(reading.printer(), NOON);
        outbox.enqueue(reading.sample(), NOON.plusSeconds(1));
        QueuedRecord device = outbox.peek(RecordKind.DEVICE, 9, ANY_BYTES).getFirst();
        QueuedRecord sample = outbox.peek(RecordKind.METRICS, 9, ANY_BYTES).getFirst();
        assertThat(device.payload()).isEqualTo(DeviceJson.encode(reading.printer()));
        assertThat(device.printer()).isEqualTo(reading.printer().key());
        assertThat(device.queuedAt()).isEqualTo(NOON);
        assertThat(sample.payload()).isEqualTo(SampleJson.encode(reading.sample()));
        assertThat(sample.kind()).isEqualTo(RecordKind.METRICS);
        assertThat(outbox.oldest()).contains(NOON);
    }

    @Test
    void rekey_takesTheSamplesAlong_parkedOnesToo_andNothingLeavesQuietly() {
        PrinterKey before = reading(1, 0, NOON).printer().key();
        PrinterKey now = reading(2, 0, NOON).printer().key();
        device(1, 1);
        long waiting = sample(1, 1);
        long parked = sample(1, 2);
        outbox.park(parked, "unknown", NOON);
        sample(1, 3);
        long kept = sample(2, 3);
        outbox.rekey(before, now, "SN-NEW");
        assertThat(outbox.count(RecordKind.DEVICE)).isZero();
        List<QueuedRecord> records = outbox.peek(RecordKind.METRICS, 9, ANY_BYTES);
        assertThat(ids(records)).as("ids stay, the double goes").containsExactly(waiting, kept);
        assertThat(records).extracting(QueuedRecord::printer).containsOnly(now);
        assertThat(new String(records.getFirst().payload(), StandardCharsets.UTF_8))
                .contains("\"device_key\":\"" + now + "\"", "\"serial\":\"SN-NEW\"");
        assertThat(outbox.parked(9)).extracting(p -> p.queued().printer()).containsExactly(now);
        assertThat(outbox.ledger()).isEqualTo(new Ledger(5, 0, 2, 1, 2, 0));
        outbox.rekey(before, now, "SN-NEW");
        assertThat(outbox.ledger()).as("a repeat changes nothing").isEqualTo(new Ledger(5, 0, 2, 1, 2, 0));
    }

    @Test
    void empty_hasNothing() {
        assertThat(outbox.peek(RecordKind.DEVICE, 9, ANY_BYTES)).isEmpty();
        assertThat(outbox.oldest()).isEmpty();
        assertThat(outbox.forget(List.of(1L, 2L), NOON)).isZero();
        assertThat(outbox.park(1, "no", NOON)).isFalse();
        assertThat(outbox.ledger()).isEqualTo(new Ledger(0, 0, 0, 0, 0, 0));
    }

    @Test
    void peek_staysWithinRecordsAndBytes_butGivesOneAlways() {
        List<Long> ids = IntStream.rangeClosed(1, 5).mapToObj(i -> sample(i, 7)).toList();
        int size = outbox.peek(RecordKind.METRICS, 1, ANY_BYTES).getFirst().payload().length;
        assertThat(ids(outbox.peek(RecordKind.METRICS, 3, ANY_BYTES))).isEqualTo(ids.subList(0, 3));
        assertThat(ids(outbox.peek(RecordKind.METRICS, 9, 2L * size))).isEqualTo(ids.subList(0, 2));
        assertThat(ids(outbox.peek(RecordKind.METRICS, 9, 2L * size - 1))).isEqualTo(ids.subList(0, 1));
        assertThat(ids(outbox.peek(RecordKind.METRICS, 9, 1))).isEqualTo(ids.subList(0, 1));
        assertThat(outbox.count(RecordKind.METRICS))
                .as("peeking takes nothing out")
                .isEqualTo(5);
    }

    @Test
    void newerDeviceRecord_replacesTheUnsentOne_atTheEnd() {
        device(1, 1);
        long second = device(2, 1);
        long newer = device(1, 2);
        assertThat(ids(outbox.peek(RecordKind.DEVICE, 9, ANY_BYTES))).containsExactly(second, newer);
        assertThat(outbox.ledger()).isEqualTo(new Ledger(3, 0, 2, 0, 1, 0));
    }

    @Test
    void receiptForAReplacedRecord_doesNotTakeTheNewerOne() {
        long sent = device(1, 1);
        long newer = device(1, 2);
        assertThat(outbox.forget(List.of(sent), NOON)).isZero();
        assertThat(ids(outbox.peek(RecordKind.DEVICE, 9, ANY_BYTES))).containsExactly(newer);
    }

    @Test
    void acknowledgedDeviceRecord_marksItsPrinterAsUploaded_andNoOther() {
        store.printers().put(TestPrinters.known(1, 1, NOON));
        store.printers().put(TestPrinters.known(2, 1, NOON));
        long one = device(1, 1);
        long sampleOfTwo = sample(2, 1);
        assertThat(uploaded(1)).isEmpty();
        outbox.forget(List.of(one, sampleOfTwo), NOON.plusSeconds(9));
        assertThat(uploaded(1)).contains(NOON.plusSeconds(9));
        assertThat(uploaded(2)).as("samples are no device records").isEmpty();
    }

    @Test
    void receiptForAReplacedOrParkedRecord_marksNothing() {
        store.printers().put(TestPrinters.known(1, 1, NOON));
        long replaced = device(1, 1);
        long parked = device(1, 2);
        outbox.park(parked, "bad", NOON);
        outbox.forget(List.of(replaced, parked), NOON);
        assertThat(uploaded(1)).isEmpty();
    }

    private Optional<Instant> uploaded(int number) {
        PrinterKey key = reading(number, 0, NOON).printer().key();
        return store.printers().find(key).orElseThrow().marks().uploaded();
    }

    @Test
    void idsOfForgottenRecords_areNeverUsedAgain() {
        long first = device(1, 1);
        assertThat(outbox.forget(List.of(first), NOON)).isEqualTo(1);
        assertThat(device(1, 2)).isGreaterThan(first);
    }

    @Test
    void everySampleIsKept_butOnce() {
        sample(1, 1);
        sample(1, 2);
        sample(1, 2);
        assertThat(outbox.count(RecordKind.METRICS)).isEqualTo(2);
        assertThat(outbox.ledger().collected()).isEqualTo(2);
    }

    @Test
    void parkedRecord_waitsAsideWithItsReason() {
        long bad = sample(1, 1);
        long good = sample(2, 1);
        assertThat(outbox.park(bad, "unknown_device", NOON)).isTrue();
        assertThat(outbox.park(bad, "again", NOON)).isFalse();
        assertThat(ids(outbox.peek(RecordKind.METRICS, 9, ANY_BYTES))).containsExactly(good);
        assertThat(outbox.forget(List.of(bad), NOON))
                .as("a parked record is not acknowledged")
                .isZero();
        assertThat(outbox.parked(9)).hasSize(1).first().satisfies(parked -> {
            assertThat(parked.queued().id()).isEqualTo(bad);
            assertThat(parked.reason()).isEqualTo("unknown_device");
            assertThat(parked.at()).isEqualTo(NOON);
        });
        assertThat(outbox.ledger()).isEqualTo(new Ledger(2, 0, 1, 1, 0, 0));
    }

    @Test
    void unparkedRecords_takeTheirOldPlaces() {
        long first = sample(1, 1);
        long second = sample(2, 1);
        outbox.park(first, "unknown_device", NOON);
        PrinterKey key = reading(1, 0, NOON).printer().key();
        assertThat(outbox.unpark(key)).isEqualTo(1);
        assertThat(ids(outbox.peek(RecordKind.METRICS, 9, ANY_BYTES))).containsExactly(first, second);
    }

    @Test
    void unparkedDeviceRecord_givesWayToANewerOne() {
        PrinterKey key = reading(1, 0, NOON).printer().key();
        outbox.park(device(1, 1), "bad", NOON);
        outbox.park(device(1, 2), "bad", NOON);
        long newer = device(1, 3);
        assertThat(outbox.unpark(key)).isZero();
        assertThat(ids(outbox.peek(RecordKind.DEVICE, 9, ANY_BYTES))).containsExactly(newer);
        outbox.park(newer, "bad", NOON);
        assertThat(outbox.unpark(key)).isEqualTo(1);
        assertThat(ids(outbox.peek(RecordKind.DEVICE, 9, ANY_BYTES))).containsExactly(newer);
    }

    @Test
    void onlyTheNewestParkedRecords_areKept() {
        store.transaction(() -> {
            for (int i = 1; i <= 1_003; i++) {
                outbox.enqueue(reading(1, i, NOON.plusSeconds(i)).sample(), NOON);
                long id = outbox.peek(RecordKind.METRICS, 1, 1).getFirst().id();
                outbox.park(id, "bad", NOON.plusSeconds(i));
            }
            return true;
        });
        assertThat(outbox.ledger()).isEqualTo(new Ledger(1_003, 0, 0, 1_000, 0, 3, Map.of(DropReason.REFUSED, 3L)));
        assertThat(outbox.parked(1).getFirst().at()).isEqualTo(NOON.plusSeconds(1_003));
    }

    /// Against a plain list as the model: order, replacement, forgetting and parking in any sequence.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anySequenceOfCalls_keepsTheOrder(long seed) {
        // In one transaction, to test the order and not the disk.
        store.transaction(() -> anySequence(new Random(seed)));
        assertThat(outbox.ledger().collected()).isGreaterThan(100);
    }

    private boolean anySequence(Random random) {
        List<QueuedRecord> model = new ArrayList<>();
        int parked = 0;
        for (int step = 0; step < 150; step++) {
            RecordKind kind = random.nextInt(3) == 0 ? RecordKind.DEVICE : RecordKind.METRICS;
            List<QueuedRecord> waiting =
                    model.stream().filter(r -> r.kind() == kind).toList();
            switch (random.nextInt(8)) {
                case 0 -> {
                    List<QueuedRecord> some =
                            waiting.stream().filter(r -> random.nextBoolean()).toList();
                    assertThat(outbox.forget(ids(some), NOON)).isEqualTo(some.size());
                    model.removeAll(some);
                }
                case 1 -> {
                    if (!waiting.isEmpty()) {
                        QueuedRecord one = waiting.get(random.nextInt(waiting.size()));
                        assertThat(outbox.park(one.id(), "r", NOON)).isTrue();
                        model.remove(one);
                        parked++;
                    }
                }
                default -> add(kind, random.nextInt(10), step, model);
            }
            int limit = 1 + random.nextInt(150);
            assertThat(ids(outbox.peek(kind, limit, ANY_BYTES)))
                    .isEqualTo(model.stream()
                            .filter(r -> r.kind() == kind)
                            .limit(limit)
                            .map(QueuedRecord::id)
                            .toList());
        }
        Ledger ledger = outbox.ledger();
        assertThat(ledger.queued()).isEqualTo(model.size());
        assertThat(ledger.parked()).isEqualTo(parked);
        return true;
    }

    private void add(RecordKind kind, int number, int step, List<QueuedRecord> model) {
        Reading reading = reading(number, step, NOON.plusSeconds(step));
        if (kind == RecordKind.DEVICE) {
            outbox.enqueue(reading.printer(), NOON);
            model.removeIf(r ->
                    r.kind() == kind && r.printer().equals(reading.printer().key()));
        } else {
            outbox.enqueue(reading.sample(), NOON);
        }
        model.add(outbox.peek(kind, 10_000, ANY_BYTES).getLast());
    }
}
