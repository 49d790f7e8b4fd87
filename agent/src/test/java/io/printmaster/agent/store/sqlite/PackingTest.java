package io.printmaster.agent.store.sqlite;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static io.printmaster.agent.store.TestPrinters.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.printmaster.agent.store.RecordKind;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.SampleJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PackingTest {
    private static final String STATUS = "{\"device_key\":\"serial:ACME/1\",\"status\":\"idle\"}";

    private final Packing packing = new Packing();

    @Test
    void whatIsPacked_comesBackToTheByte_andIsSmall() throws Packing.DamagedException {
        byte[] sample = SampleJson.encode(reading(7, 123_456, NOON).sample());
        byte[] device = DeviceJson.encode(reading(7, 1, NOON).printer());

        assertThat(packing.unpack(packing.pack(sample))).isEqualTo(sample);
        assertThat(packing.unpack(packing.pack(device))).isEqualTo(device);
        assertThat(packing.pack(sample).length).isLessThan(sample.length / 2);
        assertThat(packing.pack(device).length).isLessThan(device.length / 2);
    }

    /// Files were packed with this dictionary: what it says must never change.
    @Test
    void whatWasPackedOnce_canAlwaysBeRead() throws Packing.DamagedException {
        byte[] kept = HexFormat.of().parseHex("0250f7f102c39e8e1d9d7d5df50d314ac15a00");

        assertThat(new String(packing.unpack(kept), StandardCharsets.UTF_8)).isEqualTo(STATUS);
    }

    @Test
    void payloadWithTheHeadersOfZlib_ofAnOlderAgent_isTakenAsItIs() throws Packing.DamagedException {
        byte[] kept = HexFormat.of().parseHex("0178f983bdb950c39e8e1d9d7d5df50d314ac15a006f280f33");

        assertThat(new String(packing.unpack(kept), StandardCharsets.UTF_8)).isEqualTo(STATUS);
    }

    @Test
    void plainPayload_ofAnOlderAgent_isTakenAsItIs() throws Packing.DamagedException {
        byte[] plain = "{\"a\":1}".getBytes(StandardCharsets.US_ASCII);

        assertThat(packing.unpack(plain)).isEqualTo(plain);
    }

    @Test
    void anyFlippedBit_andAnyCut_isNoticed_orChangesNothing() {
        byte[] sample = SampleJson.encode(reading(7, 123_456, NOON).sample());
        byte[] packed = packing.pack(sample);
        int noticed = 0;
        for (int bit = 0; bit < packed.length * 8; bit++) {
            byte[] flipped = packed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(packing.unpack(flipped)).as("bit " + bit).isEqualTo(sample);
            } catch (Packing.DamagedException e) {
                noticed++;
            }
        }
        assertThat(noticed).as("a few bits of the deflated mean nothing").isGreaterThan(packed.length * 8 - 16);
        for (int length = 0; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThat(catchThrowable(() -> packing.unpack(cut))).isInstanceOf(Packing.DamagedException.class);
        }
    }

    @Test
    void recordThatIsDamagedInTheQueue_isDroppedAndCounted_andTheOthersGoOn() {
        Database database = new Database("devices.db", DatabaseFile.openMemory("devices.db", Schema.DEVICES));
        SqliteOutbox outbox = new SqliteOutbox(database, new SampleThinning(() -> QueueBounds.IN_FILE));
        for (int i = 0; i < 3; i++) {
            outbox.enqueue(reading(i, 1, NOON).sample(), NOON);
        }
        database.update("UPDATE outbox SET payload = substr(payload, 1, 60) WHERE id = 2");

        assertThat(outbox.peek(RecordKind.METRICS, 9, 9_999))
                .extracting(r -> r.id())
                .containsExactly(1L, 3L);
        assertThat(outbox.ledger().dropped()).isEqualTo(1);
        assertThat(outbox.ledger().balanced()).isTrue();
        database.close();
    }
}
