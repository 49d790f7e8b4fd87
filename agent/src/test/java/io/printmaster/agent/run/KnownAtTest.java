package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.TestPrinters;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the store and the running agent know of an address, on its way to `explain`.
class KnownAtTest {
    private static final Reading READING = TestPrinters.reading(1, 10, TestPrinters.NOON);
    private static final InetAddress HERE = InetAddress.ofLiteral("10.0.0.1");
    private static final Instant LATER = TestPrinters.NOON.plusSeconds(3600);

    @Test
    void printerOfTheStore_isToldByItsAddress_throughTheRunningAgent() {
        try (DeviceStore store = SqliteDeviceStore.inMemory()) {
            store.printers().put(new KnownPrinter(READING, sighting(), Optional.empty()));

            Optional<Explanation.Known> known = KnownAt.of(store, HERE, key -> Optional.of(LATER));

            assertThat(known).hasValueSatisfying(k -> {
                assertThat(k.key()).isEqualTo(READING.printer().key().toString());
                assertThat(k.rests()).contains(LATER);
            });
            assertThat(KnownAt.parse(KnownAt.document(known).toString())).isEqualTo(known);
        }
    }

    @Test
    void addressThatNoPrinterHad_isNotKnown() {
        try (DeviceStore store = SqliteDeviceStore.inMemory()) {
            Optional<Explanation.Known> known =
                    KnownAt.of(store, InetAddress.ofLiteral("10.0.0.9"), key -> Optional.empty());

            assertThat(known).isEmpty();
            assertThat(KnownAt.parse(KnownAt.document(known).toString())).isEmpty();
        }
    }

    @Test
    void answerOfAnotherVersion_isNoAnswer() {
        assertThat(KnownAt.parse("{\"outcome\":\"failed\",\"message\":\"does not know this command\"}"))
                .isEmpty();
    }

    private static Sighting sighting() {
        return new Sighting(HERE, 161, Sighting.Door.SNMP, "site", TestPrinters.NOON, Map.of());
    }
}
