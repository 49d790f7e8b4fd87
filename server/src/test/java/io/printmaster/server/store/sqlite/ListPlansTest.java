package io.printmaster.server.store.sqlite;

import static io.printmaster.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.FillState;
import io.printmaster.model.PrinterStatus;
import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.DeviceQueries.Filter;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Samples;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreFixture;
import io.printmaster.server.store.SupplyQueries;
import io.printmaster.server.store.jdbc.Database;
import io.printmaster.server.store.jdbc.JdbcStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How SQLite goes about every query of the lists: by index, in the order of the index. The statements
/// are heard on the connection while the lists are asked in every way, so that a new filter is held to
/// it, too.
class ListPlansTest extends StoreFixture {
    private static final List<String> BIG = List.of(
            "devices", "device_list", "device_order", "device_words", "device_agents", "device_supplies", "metrics");

    /// By a word, an agent, the day of the last counters, within a small tenant, or by a text of supplies.
    private static final String FEW =
            "SEARCH a USING ((COVERING )?INDEX|PRIMARY KEY) .*|SEARCH l USING INDEX device_list_by_meters .*"
                    + "|SEARCH l USING INDEX sqlite_autoindex_device_list_1 \\(tenant_id=\\?( AND device_key=\\?)?\\)"
                    + "|SEARCH o USING PRIMARY KEY \\(tenant_id=\\? AND device_key=\\?\\)"
                    + "|SEARCH s USING INDEX device_supplies_by_text \\(search_text=\\?.*"
                    + "|SEARCH s USING INDEX sqlite_autoindex_device_supplies_1 \\(tenant_id=\\? AND device_key=\\?.*";

    private static final List<Scope> SCOPES = List.of(new Scope.Everyone(), new Scope.Only(TENANT));

    @TempDir
    Path directory;

    private final Set<String> heard = new ConcurrentSkipListSet<>();

    @Override
    protected Store open() {
        SqliteStore.open(directory, new Random(1)).close();
        JdbcStore heardStore = new JdbcStore(new Heard(), 1, 1, new Random(1), System::nanoTime);
        heardStore.open();
        return heardStore;
    }

    /// The real database; what is prepared for reading is written down.
    private final class Heard implements Database {
        private final SqliteDatabase real = new SqliteDatabase(directory.resolve(SqliteStore.FILE));

        @Override
        public Connection openWriter() throws SQLException {
            return real.openWriter();
        }

        @Override
        public Connection openReader() throws SQLException {
            Connection reader = real.openReader();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")) {
                            heard.add((String) arguments[0]);
                        }
                        try {
                            return method.invoke(reader, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public boolean keepsReaders() {
            return real.keepsReaders();
        }

        @Override
        public void maintain(Instant now, Store.Kept kept) throws SQLException {
            real.maintain(now, kept);
        }

        @Override
        public void close() {
            real.close();
        }

        @Override
        public void begin(Connection connection, boolean writing) throws SQLException {
            real.begin(connection, writing);
        }

        @Override
        public long changes(Connection connection) throws SQLException {
            return real.changes(connection);
        }

        @Override
        public void commit(Connection connection) throws SQLException {
            real.commit(connection);
        }

        @Override
        public void rollback(Connection connection) throws SQLException {
            real.rollback(connection);
        }

        @Override
        public StoreException fault(SQLException fault) {
            return real.fault(fault);
        }
    }

    private static Filter filter(
            String text, Set<PrinterStatus> statuses, boolean shipping, boolean agent, Optional<Instant> meters) {
        return new Filter(
                text,
                statuses,
                Optional.empty(),
                statuses.isEmpty() ? Optional.empty() : Optional.of(false),
                shipping ? Optional.of(true) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                agent ? Optional.of(AGENT) : Optional.empty(),
                Optional.empty(),
                meters);
    }

    private static List<Filter> filters() {
        List<Filter> all = new ArrayList<>();
        for (String text : List.of("", "acme", "acme m1")) {
            for (Set<PrinterStatus> statuses : List.of(Set.<PrinterStatus>of(), Set.of(PrinterStatus.IDLE))) {
                for (Optional<Instant> meters : List.of(Optional.<Instant>empty(), Optional.of(NOW))) {
                    all.add(filter(text, statuses, false, false, meters));
                    all.add(filter(text, statuses, true, true, meters));
                }
            }
        }
        return all;
    }

    private void ask(Scope scope, Filter filter, DeviceQueries.Sort sort, boolean descending) {
        store.read(tx -> {
            Page<?> first = tx.devices().page(scope, filter, sort, descending, PageRequest.first(2));
            return first.next().isEmpty()
                    ? first
                    : tx.devices().page(scope, filter, sort, descending, new PageRequest(2, first.next()));
        });
        store.read(tx -> tx.devices().count(scope, filter));
    }

    private void fleet() {
        store.write(tx -> {
            for (int i = 0; i < 30; i++) {
                var printer = Samples.printer("SER%04d".formatted(i), "M" + i % 3, "10.0.0." + i, i, NOW);
                tx.devices().report(TENANT, AGENT, Samples.report(printer), NOW);
            }
            return true;
        });
    }

    /// The indexes show many: words of one device that begin as the word of all, and copies of a listed row.
    private void looksLarge(int rows) throws SQLException {
        String numbers =
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + rows + ") SELECT ";
        String others = "tenant_id, agent_id, class, model_order, serial, status, ip_order, supply_order, pages_order,"
                + " last_seen, meters_at, meters_day, words";
        String ofOne = " FROM n, (SELECT * FROM device_list LIMIT 1)";
        try (Connection connection = new SqliteDatabase(directory.resolve(SqliteStore.FILE)).openWriter();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = OFF");
            statement.execute("INSERT INTO device_words (word, tenant_id, device_key) " + numbers
                    + "'acme' || i, tenant_id, device_key" + ofOne);
            statement.execute("INSERT INTO device_list (device_key, " + others + ") " + numbers + "'copy' || i, "
                    + others + ofOne);
        }
    }

    @Test
    void everyListQuery_goesByAnIndex_andSortsOnlyTheFew() throws Exception {
        fleet();
        askForDevices();
        askForSupplies();
        assertThat(heard).hasSizeGreaterThan(20).noneMatch(ListPlansTest::alongTheOrderAmongFound);
        assertPlans();
    }

    @Test
    void manyForAnOrderThatMoves_areLookedUpByIndex_andGoneAlongInOrder() throws Exception {
        fleet();
        looksLarge(6_000);
        askForDevices();
        assertThat(heard.stream().filter(ListPlansTest::alongTheOrderAmongFound))
                .anyMatch(sql -> sql.contains("device_words"))
                .anyMatch(sql -> sql.contains("meters_day"));
        assertPlans();
    }

    private static boolean alongTheOrderAmongFound(String sql) {
        return sql.startsWith("SELECT w.");
    }

    private void askForDevices() {
        for (Scope scope : SCOPES) {
            for (Filter filter : filters()) {
                for (DeviceQueries.Sort sort : DeviceQueries.Sort.values()) {
                    ask(scope, filter, sort, false);
                    ask(scope, filter, sort, true);
                }
            }
        }
    }

    private void askForSupplies() {
        for (Scope scope : SCOPES) {
            for (Set<FillState> states : List.of(Set.<FillState>of(), SupplyQueries.Filter.TO_SHIP)) {
                for (String text : List.of("", "black", "acme m1")) {
                    SupplyQueries.Filter supplies = new SupplyQueries.Filter(text, states);
                    store.read(tx -> tx.supplies().page(scope, supplies, PageRequest.first(2)));
                }
            }
        }
    }

    private void assertPlans() throws SQLException {
        try (Connection connection = new SqliteDatabase(directory.resolve(SqliteStore.FILE)).openReader()) {
            for (String sql : heard.stream().flatMap(ListPlansTest::selections).toList()) {
                List<String> plan = plan(connection, sql);
                assertThat(plan).as(sql).allSatisfy(step -> good(sql, plan, step));
            }
        }
    }

    /// Of a union of limited selections each of these: what is sorted of them then is a page of each.
    private static Stream<String> selections(String sql) {
        String before = "SELECT * FROM (";
        return sql.startsWith(before)
                ? Arrays.stream(sql.split(" UNION ALL ", -1))
                        .map(one -> one.substring(before.length(), one.lastIndexOf(") AS c")))
                        .peek(one -> assertThat(one).endsWith(" LIMIT ?"))
                : Stream.of(sql);
    }

    private static void good(String sql, List<String> plan, String step) {
        assertThat(step).doesNotContain("AUTOMATIC");
        if (step.equals("USE TEMP B-TREE FOR ORDER BY")) {
            assertThat(plan.stream().filter(reading -> reading.matches("SEARCH [aols] USING .*|SCAN [aols]\\b.*")))
                    .as("what is sorted was found to be few")
                    .isNotEmpty()
                    .allSatisfy(reading -> assertThat(reading).matches(FEW));
        }
        // Counting up to a limit is soonest along the table.
        boolean counts = sql.startsWith("SELECT COUNT(*) FROM (SELECT 1 FROM device_list l")
                && sql.contains(" LIMIT ?) AS counted");
        boolean merged = step.equals("SCAN w") && plan.getFirst().equals("CO-ROUTINE w");
        if (step.startsWith("SCAN ") && !step.contains("INDEX") && !counts && !merged) {
            String table = step.substring("SCAN ".length());
            assertThat(BIG).doesNotContain(table.split(" ", -1)[0]);
            assertThat(table).doesNotMatch("(l|o|d|w|a|s)\\b.*");
        }
    }

    private static List<String> plan(Connection connection, String sql) throws SQLException {
        List<String> steps = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                steps.add(rows.getString("detail"));
            }
        }
        return steps;
    }
}
