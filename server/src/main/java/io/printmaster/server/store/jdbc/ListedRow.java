package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterStatus;
import io.printmaster.server.store.DeviceColumns;
import io.printmaster.server.store.DeviceShape;
import java.sql.SQLException;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/// A row of device_list but for its counters ([Metered]).
///
/// @param number the [DeviceClass]
/// @param words  what the search finds it by; empty for one that is listed already and keeps its words
record ListedRow(
        AgentId owner,
        int number,
        String model,
        String serial,
        String status,
        String ipOrder,
        long supply,
        String words,
        Heard heard) {

    /// Stands in an order where a number is not known: behind all that are.
    static final long UNKNOWN = Long.MAX_VALUE;

    /// A device without any word: distinguishes it from one whose words are not made yet.
    private static final String NO_WORD = "-";

    /// Those of device_order.
    static final String ORDER = "class, model_order, serial, status, ip_order, supply_order";

    static final String COLUMNS = "agent_id, " + ORDER + ", words";

    /// When a device was seen, and what it told then. Times are [Stamp]s, which are compared as they are: most are only
    /// read to be written again.
    ///
    /// @param reportedAt when it was seen by the report that its row shows; samples may have seen it later
    /// @param updatedAt  when that report came
    /// @param shape      what it told
    record Heard(String firstSeen, String lastSeen, String reportedAt, String updatedAt, DeviceShape shape) {
        static final String COLUMNS = "first_seen, last_seen, reported_at, updated_at, shape";

        /// @param first number of the first of [#COLUMNS]
        static Heard read(Row row, int first) throws SQLException {
            return new Heard(
                    row.text(first),
                    row.text(first + 1),
                    row.text(first + 2),
                    row.text(first + 3),
                    DeviceShape.read(row.text(first + 4)));
        }

        Heard with(String first, DeviceShape told) {
            return new Heard(first, lastSeen, reportedAt, updatedAt, told);
        }

        ListedChanges.Columns changed(ListedChanges.Columns columns, Heard now) {
            return columns.set("first_seen", firstSeen, now.firstSeen)
                    .set("last_seen", lastSeen, now.lastSeen)
                    .set("reported_at", reportedAt, now.reportedAt)
                    .set("updated_at", updatedAt, now.updatedAt)
                    .set("shape", shape.text(), now.shape.text());
        }
    }

    /// What is shown of a device's samples.
    ///
    /// @param total    empty where no sample told one
    /// @param at       of the newest, as text; empty where there is none
    /// @param counters of the newest, as [CounterText]
    record Metered(OptionalLong total, String at, String counters) {
        static final String COLUMNS = "pages_order, meters_at, counters";

        /// @param first number of the first of [#COLUMNS]
        static Metered read(Row row, int first) throws SQLException {
            return new Metered(known(row.number(first)), row.text(first + 1), row.text(first + 2));
        }

        ListedChanges.Columns changed(ListedChanges.Columns columns, Metered now) {
            return columns.set("meters_at", at, now.at)
                    .set("meters_day", day(at), day(now.at))
                    .set("pages_order", order(), now.order())
                    .set("counters", counters, now.counters);
        }

        long order() {
            return total.orElse(UNKNOWN);
        }
    }

    static OptionalLong known(long order) {
        return order == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(order);
    }

    static String day(String stamp) {
        return stamp.isEmpty() ? "" : stamp.substring(0, 10);
    }

    /// @param renamed whether the words have to be made
    static ListedRow of(AgentId owner, Printer p, DeviceColumns c, Heard heard, boolean renamed) {
        return new ListedRow(
                owner,
                DeviceClass.of(p.condition().status(), c.inError(), c.suppliesLow()),
                model(p.identity().manufacturer(), p.identity().model()),
                p.serialOrKey(),
                p.condition().status().word(),
                c.ipOrder(),
                c.lowestPercent().isPresent() ? c.lowestPercent().getAsInt() : UNKNOWN,
                renamed ? words(p.serialOrKey(), c.searchText()) : "",
                heard);
    }

    /// What a row of devices has for it.
    static final String OF_DEVICES = "agent_id, status, in_error, supplies_low, manufacturer, model, serial, ip_order,"
            + " lowest_percent, search_text";

    /// @param row of [#OF_DEVICES]
    static ListedRow ofDevice(Row row, Heard heard) throws SQLException {
        PrinterStatus status = PrinterStatus.ofWord(row.text("status")).orElse(PrinterStatus.UNKNOWN);
        String serial = row.text("serial");
        var lowest = row.optionalInteger("lowest_percent");
        return new ListedRow(
                new AgentId(row.text("agent_id")),
                DeviceClass.of(status, row.flag("in_error"), row.flag("supplies_low")),
                model(row.text("manufacturer"), row.text("model")),
                serial,
                status.word(),
                row.text("ip_order"),
                lowest.isPresent() ? lowest.getAsInt() : UNKNOWN,
                words(serial, row.text("search_text")),
                heard);
    }

    private static String model(String manufacturer, String model) {
        return (manufacturer + " " + model).toLowerCase(Locale.ROOT);
    }

    static String words(String serial, String searchText) {
        Set<String> words = DeviceWords.of(serial.toLowerCase(Locale.ROOT), searchText);
        return words.isEmpty() ? NO_WORD : DeviceWords.join(words);
    }

    /// @param first number of the first of [#COLUMNS], before those of [Heard]
    static ListedRow read(Row row, int first) throws SQLException {
        return new ListedRow(
                new AgentId(row.text(first)),
                (int) row.number(first + 1),
                row.text(first + 2),
                row.text(first + 3),
                row.text(first + 4),
                row.text(first + 5),
                row.number(first + 6),
                row.text(first + 7),
                Heard.read(row, first + 8));
    }

    ListedRow saying(String others) {
        return new ListedRow(owner, number, model, serial, status, ipOrder, supply, others, heard);
    }

    ListedRow ownedBy(AgentId other) {
        return new ListedRow(other, number, model, serial, status, ipOrder, supply, words, heard);
    }

    ListedChanges.Columns changed(ListedRow now) {
        ListedChanges.Columns columns = new ListedChanges.Columns().set("agent_id", owner.value(), now.owner.value());
        reordered(columns, now).set("words", words, now.words);
        return heard.changed(columns, now.heard);
    }

    /// Only those of [#ORDER].
    ListedChanges.Columns reordered(ListedChanges.Columns columns, ListedRow now) {
        return columns.set("class", number, now.number)
                .set("model_order", model, now.model)
                .set("serial", serial, now.serial)
                .set("status", status, now.status)
                .set("ip_order", ipOrder, now.ipOrder)
                .set("supply_order", supply, now.supply);
    }
}
