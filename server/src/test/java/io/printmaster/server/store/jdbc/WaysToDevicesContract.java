package io.printmaster.server.store.jdbc;

import static io.printmaster.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.AgentId;
import io.printmaster.model.Meters;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.DeviceQueries.Filter;
import io.printmaster.server.store.DeviceQueries.Sort;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Samples;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.StoreFixture;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// However a search goes about a page of devices, it is the same page: by the index of the word, along the order among
/// those with the word, by the rows of the tenant, among all devices, or along the order looking at each.
public abstract class WaysToDevicesContract extends StoreFixture {
    private static final int DEVICES = 60;
    private static final int ANY = 1_000;

    /// The database of the opened store.
    protected abstract Database database();

    private record Way(String name, int few, int fewRows, int all) {
        DeviceList list(Sql sql) {
            return new DeviceList(sql, new FewDevices(sql, few, fewRows, all), new DeviceWalk(sql));
        }
    }

    private static final List<Way> WAYS = List.of(
            new Way("looked up and sorted", ANY, ANY, 0),
            new Way("along the order among those looked up", ANY, 0, 0),
            new Way("among all", 0, 0, ANY),
            new Way("along", 0, 0, 0));

    private void fleet() {
        AgentId foreign = new AgentId("agent-99");
        store.write(tx -> {
            tx.agents().register(foreign, OTHER_TENANT, "", FACTS, "192.0.2.9", NOW);
            for (int i = 0; i < DEVICES; i++) {
                boolean other = i % 4 == 0;
                String serial = "SER%04d".formatted(i);
                var printer = i % 5 == 0
                        ? Samples.jammed(serial, NOW.plusSeconds(i % 7))
                        : Samples.printer(serial, "M" + i % 3, "10.0.0." + i, i % 11, NOW.plusSeconds(i % 7));
                TenantId tenant = other ? OTHER_TENANT : TENANT;
                tx.devices().report(tenant, other ? foreign : AGENT, Samples.report(printer), NOW);
                if (i % 6 != 0) {
                    Meters meters = new Meters(Map.of(Meters.TOTAL, i % 9L), "impressions");
                    Instant at = NOW.minus(Duration.ofHours(i));
                    tx.metrics().add(tenant, printer.key(), new Metrics.Point(at, meters, "", "", false));
                }
            }
            return true;
        });
    }

    private static List<DeviceRow> walk(DeviceList list, Scope scope, Filter filter, Sort sort, boolean descending) {
        List<DeviceRow> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        long total;
        do {
            Page<DeviceRow> page = list.page(scope, filter, sort, descending, new PageRequest(7, after));
            all.addAll(page.items());
            after = page.next();
            total = page.total();
            assertThat(list.count(scope, filter)).isEqualTo(total);
        } while (after.isPresent());
        assertThat(all).doesNotHaveDuplicates().hasSize((int) total);
        return all;
    }

    private static List<Filter> filters(Optional<Boolean> inError) {
        Filter unmetered = Samples.finding("", inError, Optional.of(NOW.minus(Duration.ofHours(30))));
        return Stream.concat(
                        Stream.of("m1", "acme", "m1 acme", "ser000", "nothing")
                                .map(text -> Samples.finding(text, inError)),
                        Stream.of(unmetered))
                .toList();
    }

    @Test
    void everyWay_leadsToTheSamePages() throws Exception {
        fleet();
        int found = 0;
        try (Connection connection = database().openReader();
                Sql sql = new Sql(connection, database())) {
            for (Scope scope : List.of(new Scope.Everyone(), new Scope.Only(TENANT), new Scope.Only(OTHER_TENANT))) {
                for (Optional<Boolean> inError : List.of(Optional.<Boolean>empty(), Optional.of(true))) {
                    for (Filter filter : filters(inError)) {
                        for (Sort sort : Sort.values()) {
                            int same = same(sql, scope, filter, sort, inError.isPresent());
                            assertThat(same > 0 || !filter.text().isEmpty())
                                    .as("devices without meters of %s", scope)
                                    .isTrue();
                            found += same;
                        }
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(DEVICES);
    }

    private static int same(Sql sql, Scope scope, Filter filter, Sort sort, boolean descending) {
        List<DeviceRow> first = List.of();
        for (Way way : WAYS) {
            List<DeviceRow> rows = walk(way.list(sql), scope, filter, sort, descending);
            if (way.equals(WAYS.getFirst())) {
                first = rows;
            }
            assertThat(rows)
                    .as("%s: %s of %s by %s", way.name, filter.text(), scope, sort)
                    .isEqualTo(first);
        }
        return first.size();
    }

    @Test
    void wordOfLessThanHalf_isLookedForAmongAll_andAnotherAlongTheOrder() throws Exception {
        fleet();
        Scope all = new Scope.Everyone();
        Set<Integer> classes = Set.of(0);
        try (Connection connection = database().openReader();
                Sql sql = new Sql(connection, database())) {
            assertThat(new FewDevices(sql, 0, 0, DEVICES)
                            .of(all, Samples.finding("m1"), classes, DEVICES, ListOrder.LIST))
                    .isPresent();
            assertThat(new FewDevices(sql, 0, 0, DEVICES)
                            .of(all, Samples.finding("acme"), classes, DEVICES, ListOrder.LIST))
                    .isEmpty();
            assertThat(new FewDevices(sql, 0, 0, DEVICES - 1)
                            .of(all, Samples.finding("m1"), classes, DEVICES, ListOrder.LIST))
                    .isEmpty();
        }
    }
}
