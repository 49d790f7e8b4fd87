package io.printmaster.agent.run;

import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import io.printmaster.model.Printer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Which printer the store knows at an address, and how the running agent tells it to a command.
final class KnownAt {

    private KnownAt() {}

    /// The one that was read there last.
    static Optional<Explanation.Known> of(DeviceStore store, InetAddress address) {
        return store.printers().list().stream()
                .filter(known -> isAt(known, address))
                .map(known -> told(known.last().printer()))
                .max(Comparator.comparing(Explanation.Known::read));
    }

    /// Out of the file, without a running agent; a directory that is not there is not made.
    static Optional<Explanation.Known> stored(Path data, InetAddress address) {
        try (DeviceStore store =
                SqliteDeviceStore.readOnly(data).map(s -> (DeviceStore) s).orElseGet(SqliteDeviceStore::inMemory)) {
            return of(store, address);
        }
    }

    private static boolean isAt(KnownPrinter known, InetAddress address) {
        return known.sighting().address().equals(address)
                || known.others().stream().anyMatch(s -> s.address().equals(address));
    }

    private static Explanation.Known told(Printer printer) {
        return new Explanation.Known(
                printer.key().toString(),
                printer.provenance().lastSeen(),
                printer.provenance().sourceType(),
                printer.condition().status().word());
    }

    static ObjectNode document(Optional<Explanation.Known> known) {
        ObjectNode document = Json.document();
        known.ifPresent(k -> document.put("device_key", k.key())
                .put("last_read", k.read().toString())
                .put("source_type", k.door())
                .put("status", k.status()));
        return document;
    }

    /// What a running agent answered; one of another version may not know the question.
    static Optional<Explanation.Known> parse(String answer) {
        ObjectNode told = Json.parse(answer);
        String key = Json.text(told, "device_key");
        try {
            return key.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Explanation.Known(
                            key,
                            Instant.parse(Json.text(told, "last_read")),
                            Json.text(told, "source_type"),
                            Json.text(told, "status")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
