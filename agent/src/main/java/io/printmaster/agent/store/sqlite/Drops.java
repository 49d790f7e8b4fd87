package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.DropReason;
import java.util.EnumMap;
import java.util.Map;

/// The ledger's dropped records and their reasons. Used inside the store's transactions only.
final class Drops {
    static final String ADD = "INSERT INTO dropped (reason, records) VALUES (?, ?)"
            + " ON CONFLICT (reason) DO UPDATE SET records = dropped.records + excluded.records";

    private Drops() {}

    static void add(Database database, DropReason reason, long records) {
        if (records > 0) {
            database.update("UPDATE ledger SET dropped = dropped + ?", records);
            database.update(ADD, reason.word(), records);
        }
    }

    static Map<DropReason, Long> all(Database database) {
        Map<DropReason, Long> all = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            long records = database.number("SELECT records FROM dropped WHERE reason = ?", reason.word());
            if (records > 0) {
                all.put(reason, records);
            }
        }
        return all;
    }
}
