package io.printmaster.agent.store.sqlite;

import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What is kept of a printer besides its reading, in tables `device_hints`, `device_keys` and
/// `device_addresses`. Writes
/// only what changed: all of it mostly stays what it is. Used inside the store's transactions only.
final class SqliteBesides {
    private static final String ADDRESSES =
            "SELECT printer_key, address, port, door, credential, sighted_at, hints FROM device_addresses";

    private final Database database;

    SqliteBesides(Database database) {
        this.database = database;
    }

    /// @param hints  of the door through which it was last read
    /// @param keys   everything it was ever known by
    /// @param others further addresses, in the order given
    record Besides(Map<String, String> hints, Set<PrinterKey> keys, List<Sighting> others) {
        static final Besides NONE = new Besides(Map.of(), Set.of(), List.of());

        private static Besides empty() {
            return new Besides(new HashMap<>(), new LinkedHashSet<>(), new ArrayList<>());
        }
    }

    Besides of(String printer) {
        Map<String, Besides> found = new HashMap<>();
        gather(found, " WHERE printer_key = ?", printer);
        return found.getOrDefault(printer, Besides.NONE);
    }

    Map<String, Besides> all() {
        Map<String, Besides> found = new HashMap<>();
        gather(found, "");
        return found;
    }

    private void gather(Map<String, Besides> found, String where, Object... arguments) {
        database.each(
                "SELECT printer_key, name, value FROM device_hints" + where,
                row -> of(found, row).hints.put(row.getString(2), row.getString(3)) == null,
                arguments);
        database.each(
                "SELECT printer_key, known_by FROM device_keys" + where,
                row -> {
                    PrinterKey.parse(row.getString(2)).ifPresent(of(found, row).keys::add);
                    return true;
                },
                arguments);
        database.each(
                ADDRESSES + where + " ORDER BY printer_key, place",
                row -> of(found, row).others.add(sighting(row)),
                arguments);
    }

    private static Besides of(Map<String, Besides> found, ResultSet row) throws SQLException {
        return found.computeIfAbsent(row.getString(1), printer -> Besides.empty());
    }

    private static Sighting sighting(ResultSet row) throws SQLException {
        return new Sighting(
                address(row.getString(2)),
                row.getInt(3),
                Sighting.Door.valueOf(row.getString(4)),
                row.getString(5),
                Millis.toInstant(row.getLong(6)),
                hints(row.getString(7)));
    }

    void put(String printer, Besides now) {
        Besides before = of(printer);
        if (!before.hints.equals(now.hints)) {
            database.update("DELETE FROM device_hints WHERE printer_key = ?", printer);
            now.hints.forEach((name, value) -> database.update(
                    "INSERT INTO device_hints (printer_key, name, value) VALUES (?, ?, ?)", printer, name, value));
        }
        if (!before.keys.equals(now.keys)) {
            putKeys(printer, before.keys, now.keys);
        }
        if (!before.others.equals(now.others)) {
            putAddresses(printer, now.others);
        }
    }

    private void putKeys(String printer, Set<PrinterKey> before, Set<PrinterKey> now) {
        Set<PrinterKey> gone = new HashSet<>(before);
        gone.removeAll(now);
        gone.forEach(key -> database.update(
                "DELETE FROM device_keys WHERE known_by = ? AND printer_key = ?", key.toString(), printer));
        now.forEach(key -> database.update(
                "INSERT INTO device_keys (known_by, printer_key) VALUES (?, ?) ON CONFLICT DO NOTHING",
                key.toString(),
                printer));
    }

    private void putAddresses(String printer, List<Sighting> others) {
        database.update("DELETE FROM device_addresses WHERE printer_key = ?", printer);
        for (int place = 0; place < others.size(); place++) {
            Sighting other = others.get(place);
            database.update(
                    """
                    INSERT INTO device_addresses (printer_key, place, address, port, door, credential, sighted_at, hints)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    printer,
                    place,
                    other.address().getHostAddress(),
                    other.port(),
                    other.door().name(),
                    other.credential(),
                    Millis.of(other.at()),
                    text(other.hints()));
        }
    }

    private static String text(Map<String, String> hints) {
        return new TreeMap<>(hints)
                .entrySet().stream()
                        .map(hint -> encoded(hint.getKey()) + "=" + encoded(hint.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> hints(String text) {
        Map<String, String> hints = new HashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                hints.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return hints;
    }

    /// An IPv6 zone that is gone since (another network card) is left out.
    static InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            int zone = text.indexOf('%');
            return InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone));
        }
    }
}
