package io.printmaster.agent.run;

import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Which printer the store knows at an address, and how the running agent tells it to a command.
final class KnownAt {

    private static final int SOME = 50;

    private KnownAt() {}

    /// The one that was read there last.
    ///
    /// @param rests until when a printer is asked less often than the others
    static Optional<Explanation.Known> of(
            DeviceStore store, InetAddress address, Function<PrinterKey, Optional<Instant>> rests) {
        return store.printers().list().stream()
                .filter(known -> isAt(known, address))
                .map(known -> told(known.last().printer(), rests))
                .max(Comparator.comparing(Explanation.Known::read));
    }

    /// Out of the file, without a running agent; a directory that is not there is not made.
    static Optional<Explanation.Known> stored(Path data, InetAddress address) {
        try (DeviceStore store =
                SqliteDeviceStore.readOnly(data).map(s -> (DeviceStore) s).orElseGet(SqliteDeviceStore::inMemory)) {
            return of(store, address, key -> Optional.empty());
        }
    }

    /// Where a printer that was read by SNMP and answered last time is; empty when there is none.
    static Optional<InetAddress> some(DeviceStore store) {
        return store.printers().page(Optional.empty(), SOME).stream()
                .filter(known -> known.sighting().door() == Sighting.Door.SNMP)
                .filter(known -> known.last().printer().condition().status() != PrinterStatus.OFFLINE)
                .map(known -> known.sighting().address())
                .findFirst();
    }

    /// The same out of the file, without a running agent.
    static Optional<InetAddress> some(Path data) {
        try (DeviceStore store =
                SqliteDeviceStore.readOnly(data).map(s -> (DeviceStore) s).orElseGet(SqliteDeviceStore::inMemory)) {
            return some(store);
        }
    }

    private static boolean isAt(KnownPrinter known, InetAddress address) {
        return known.sighting().address().equals(address)
                || known.others().stream().anyMatch(s -> s.address().equals(address));
    }

    private static Explanation.Known told(Printer printer, Function<PrinterKey, Optional<Instant>> rests) {
        return new Explanation.Known(
                printer.key().toString(),
                printer.provenance().lastSeen(),
                printer.provenance().sourceType(),
                printer.condition().status().word(),
                rests.apply(printer.key()));
    }

    static ObjectNode document(Optional<Explanation.Known> known) {
        ObjectNode document = Json.document();
        known.ifPresent(k -> put(document, k));
        return document;
    }

    static void put(ObjectNode object, Explanation.Known known) {
        object.put("device_key", known.key())
                .put("last_read", known.read().toString())
                .put("source_type", known.door())
                .put("status", known.status());
        Json.time(object, "rests_until", known.rests());
    }

    /// What a running agent answered; one of another version may not know the question.
    static Optional<Explanation.Known> parse(String answer) {
        ObjectNode told = Json.parse(answer);
        String key = Json.text(told, "device_key");
        String rests = Json.text(told, "rests_until");
        try {
            return key.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Explanation.Known(
                            key,
                            Instant.parse(Json.text(told, "last_read")),
                            Json.text(told, "source_type"),
                            Json.text(told, "status"),
                            rests.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(rests))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
