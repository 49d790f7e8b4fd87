package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.Scope;
import java.util.List;

/// The conditions of a filter on rows of device_list, but for the class.
final class ListFilter {
    private ListFilter() {}

    /// Whether the kept counts say how many there are.
    static boolean byClassOnly(DeviceQueries.Filter f) {
        return isPlain(f) && words(f) == 0 && f.metersBefore().isEmpty();
    }

    static boolean byOneWordOnly(DeviceQueries.Filter f) {
        return isPlain(f) && words(f) == 1 && f.metersBefore().isEmpty();
    }

    /// Whether nothing but the class and the last counters are asked for.
    static boolean byMetersOnly(DeviceQueries.Filter f) {
        return isPlain(f) && words(f) == 0 && f.metersBefore().isPresent();
    }

    private static int words(DeviceQueries.Filter f) {
        return DeviceWords.query(f.text()).size();
    }

    /// Whether no agent is asked for, and nothing of the wide row of the device.
    private static boolean isPlain(DeviceQueries.Filter f) {
        return f.agent().isEmpty()
                && f.error().isEmpty()
                && f.manufacturer().isEmpty()
                && f.model().isEmpty()
                && f.lastSeenBefore().isEmpty();
    }

    /// All conditions.
    static void add(Conditions which, Scope scope, DeviceQueries.Filter f) {
        which.within(scope, "l.tenant_id");
        add(which, f);
    }

    /// All conditions but the scope's.
    static void add(Conditions which, DeviceQueries.Filter f) {
        add(which, f, DeviceWords.query(f.text()));
    }

    /// @param words those that are still to be looked for
    static void add(Conditions which, DeviceQueries.Filter f, List<String> words) {
        words(which, words);
        f.metersBefore().ifPresent(t -> which.add("l.meters_at < ?", t));
        f.lastSeenBefore().ifPresent(t -> which.add("l.last_seen < ?", t));
        f.agent()
                .ifPresent(agent -> which.add(
                        "EXISTS (SELECT 1 FROM device_agents a WHERE a.tenant_id = l.tenant_id"
                                + " AND a.device_key = l.device_key AND a.agent_id = ?)",
                        agent.value()));
        f.error().ifPresent(word -> wide(which, "d.errors LIKE ?", "% " + word.replaceAll("[^A-Za-z]", "") + " %"));
        f.manufacturer().ifPresent(name -> wide(which, "d.manufacturer = ?", name));
        f.model().ifPresent(name -> wide(which, "d.model = ?", name));
    }

    /// That a device has words that begin so. Not by the words' own table: each device would be looked for among
    /// all that have the word.
    static void words(Conditions which, List<String> words) {
        for (String word : words) {
            which.add(
                    "(l.words LIKE ? ESCAPE '\\' OR l.words LIKE ? ESCAPE '\\')",
                    Conditions.pattern(word).substring(1),
                    Conditions.pattern(" " + word));
        }
    }

    private static void wide(Conditions which, String condition, String value) {
        which.add(
                "EXISTS (SELECT 1 FROM devices d WHERE d.tenant_id = l.tenant_id AND d.device_key = l.device_key AND "
                        + condition + ")",
                value);
    }
}
