package io.printmaster.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.AgentId;
import io.printmaster.model.FillState;
import io.printmaster.model.Inventory;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Supply;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.DeviceQueries.Sort;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.SupplyQueries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every store must answer about a fleet: each list is compared with the printers that went in, by plain Java.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FleetContract {
    private static final Instant NOW = Instant.parse("2026-11-03T14:32:15Z");
    private static final TenantId OURS = TenantId.DEFAULT;
    private static final TenantId OTHERS = new TenantId("others");
    private static final Scope ALL = new Scope.Everyone();
    private static final Scope OUR_SCOPE = new Scope.Only(OURS);
    private static final int COUNT = 2_000;

    private Store store;
    private Fleet fleet;
    private List<Printer> printers;
    private List<AgentId> agents;

    abstract Store open();

    @BeforeAll
    void fill() {
        store = open();
        FleetSeed seed = new FleetSeed(store, NOW, new SplittableRandom(7));
        agents = seed.agents(OURS, "site", 20);
        printers = seed.devices(OURS, agents, COUNT);
        seed.devices(OTHERS, seed.agents(OTHERS, "other", 3), 40);
        fleet = new Fleet(store, Patience.DEFAULT, () -> NOW);
    }

    @AfterAll
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void overview_countsWhatItsListsHold(boolean everyone) {
        Scope scope = everyone ? ALL : OUR_SCOPE;

        Overview overview = fleet.overview(scope);

        PageRequest first = PageRequest.first(10);
        Function<DeviceListing, Long> total =
                listing -> fleet.devices(scope, listing, first).total();
        assertThat(overview.devices()).isGreaterThanOrEqualTo(COUNT).isEqualTo(total.apply(DeviceListing.ALL));
        assertThat(overview.inError()).isPositive().isEqualTo(total.apply(DeviceListing.ALL.in(DeviceState.ERROR)));
        assertThat(overview.noMeters()).isPositive().isEqualTo(total.apply(DeviceListing.ALL.withoutMeters()));
        assertThat(overview.toShip())
                .isPositive()
                .isEqualTo(toShip(scope, first).total());
        assertThat(overview.silentAgents())
                .isPositive()
                .isEqualTo(fleet.agents(scope, "", Optional.of(AgentState.OFFLINE), first)
                        .total());
    }

    private Page<SupplyQueries.SupplyRow> toShip(Scope scope, PageRequest request) {
        return fleet.supplies(scope, new SupplyQueries.Filter("", SupplyQueries.Filter.TO_SHIP), request);
    }

    @Test
    void overview_agreesWithThePrintersThatWentIn() {
        Overview overview = fleet.overview(OUR_SCOPE);

        long supplies = printers.stream()
                .flatMap(p -> p.inventory().supplies().stream())
                .filter(s -> SupplyQueries.Filter.TO_SHIP.contains(s.state()))
                .count();
        assertThat(overview.toShip()).isEqualTo(supplies);
        assertThat(overview.noMeters()).isEqualTo(COUNT / 9 * 2L + (COUNT % 9 == 8 ? 1 : 0));
        assertThat(overview.silentAgents()).isEqualTo(4);
    }

    @Test
    void states_shareOutTheDevices() {
        long sum = 0;
        for (DeviceState state : DeviceState.values()) {
            List<DeviceRow> rows = all(OUR_SCOPE, DeviceListing.ALL.in(state));
            assertThat(rows).isNotEmpty().allMatch(row -> DeviceState.of(row.status(), row.inError()) == state);
            sum += rows.size();
        }
        assertThat(sum).isEqualTo(COUNT);
    }

    @ParameterizedTest
    @EnumSource(AgentState.class)
    void agentStates_areWhatTheListFilters(AgentState state) {
        Page<AgentSummary> page = fleet.agents(OUR_SCOPE, "", Optional.of(state), PageRequest.first(100));

        long expected = switch (state) {
            case ONLINE -> 12;
            case LATE, OFFLINE -> 4;
            case REVOKED -> 0;
        };
        assertThat(page.total()).isEqualTo(expected);
        assertThat(page.items()).hasSize((int) expected).allMatch(agent -> agent.state() == state);
    }

    @ParameterizedTest
    @EnumSource(Sort.class)
    void pages_bringEveryDeviceOnceInOrder(Sort sort) {
        for (boolean falling : new boolean[] {false, true}) {
            List<DeviceRow> rows = all(OUR_SCOPE, DeviceListing.ALL.by(sort, falling));

            assertThat(new HashSet<>(rows)).hasSize(COUNT).hasSameSizeAs(rows);
            Comparator<DeviceRow> order = order(sort);
            if (order != null) {
                assertThat(rows).isSortedAccordingTo(falling ? order.reversed() : order);
            }
        }
    }

    private static Comparator<DeviceRow> order(Sort sort) {
        return switch (sort) {
            case SERIAL -> Comparator.comparing(DeviceRow::serial);
            case MODEL ->
                Comparator.comparing(row -> (row.manufacturer() + " " + row.model()).toLowerCase(Locale.ROOT));
            case LAST_SEEN -> Comparator.comparing(DeviceRow::lastSeen);
            case LOWEST_PERCENT ->
                Comparator.comparingInt(row -> row.lowestPercent().orElse(1_000));
            case TOTAL_PAGES -> Comparator.comparingLong(row -> row.totalPages().orElse(Long.MAX_VALUE));
            case IP -> Comparator.comparing(row -> padded(row.ip()));
            case STATUS -> null;
        };
    }

    private static String padded(String address) {
        return List.of(address.split("\\.", -1)).stream()
                .map(part -> String.format("%3s", part))
                .collect(Collectors.joining("."));
    }

    @Test
    void pages_holdTheirTotalWhileOneTurnsThem() {
        DeviceListing listing = DeviceListing.ALL.in(DeviceState.READY);
        Page<DeviceRow> first = fleet.devices(OUR_SCOPE, listing, PageRequest.first(100));
        Page<DeviceRow> second = fleet.devices(OUR_SCOPE, listing, new PageRequest(100, first.next()));

        assertThat(first.items()).hasSize(100);
        assertThat(second.total()).isEqualTo(first.total());
        assertThat(second.items()).doesNotContainAnyElementsOf(first.items());
    }

    @Test
    void cursor_ofAnotherSortIsRefused() {
        Page<DeviceRow> page = fleet.devices(OUR_SCOPE, DeviceListing.ALL, PageRequest.first(10));
        DeviceListing other = DeviceListing.ALL.by(Sort.SERIAL, false);

        assertThatThrownBy(() -> fleet.devices(OUR_SCOPE, other, new PageRequest(10, page.next())))
                .isInstanceOf(PageRequest.BadCursor.class);
        assertThatThrownBy(() -> toShip(OUR_SCOPE, new PageRequest(10, page.next())))
                .isInstanceOf(PageRequest.BadCursor.class);
    }

    @Test
    void search_findsByEveryIdentifierAndTakesWildcardsLiterally() {
        Printer wanted = printers.get(1_204);
        for (String text : List.of(
                wanted.identity().serial(),
                wanted.network().address() + "\n",
                wanted.network().hostname().toUpperCase(Locale.ROOT),
                wanted.network().mac(),
                wanted.identity().assetNumber())) {
            assertThat(all(OUR_SCOPE, search(text.strip())))
                    .as(text)
                    .extracting(DeviceRow::key)
                    .contains(wanted.key());
        }
        assertThat(all(OUR_SCOPE, search("%"))).isEmpty();
        assertThat(all(OUR_SCOPE, search("_"))).isEmpty();
        assertThat(all(OUR_SCOPE, search("' OR 1=1 --"))).isEmpty();
    }

    private static DeviceListing search(String text) {
        return new DeviceListing(text, Optional.empty(), Optional.empty(), false, Optional.empty(), Sort.MODEL, false);
    }

    @Test
    void agentFilter_bringsThatAgentsDevicesAndItsCounts() {
        AgentId agent = agents.get(4);

        List<DeviceRow> rows = all(OUR_SCOPE, DeviceListing.ALL.at(agent));
        AgentSummary summary = fleet.agents(OUR_SCOPE, agent.value(), Optional.empty(), PageRequest.first(10))
                .items()
                .getFirst();

        assertThat(rows).hasSize(COUNT / 20).allMatch(row -> row.agent().equals(agent));
        assertThat(summary.devices()).isEqualTo(rows.size());
        assertThat(summary.inError())
                .isEqualTo(rows.stream().filter(DeviceRow::inError).count());
    }

    @Test
    void supplies_areListedMostUrgentFirstAndOnce() {
        List<SupplyQueries.SupplyRow> rows = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<SupplyQueries.SupplyRow> page = toShip(OUR_SCOPE, new PageRequest(97, after));
            rows.addAll(page.items());
            after = page.next();
        } while (after.isPresent());

        assertThat(rows).hasSize((int) fleet.overview(OUR_SCOPE).toShip());
        assertThat(rows.stream().map(row -> row.device() + " " + row.index()).distinct())
                .hasSameSizeAs(rows);
        Map<Boolean, List<SupplyQueries.SupplyRow>> low =
                rows.stream().collect(Collectors.partitioningBy(row -> row.state() == FillState.LOW));
        assertThat(rows).startsWith(low.get(false).getFirst());
        assertThat(rows.subList(0, low.get(false).size())).noneMatch(row -> row.state() == FillState.LOW);
    }

    @Test
    void supplies_followTheNewestReport() {
        FleetSeed seed = new FleetSeed(store, NOW, new SplittableRandom(99));
        TenantId tenant = new TenantId("moving");
        List<AgentId> agent = seed.agents(tenant, "moving", 1);
        Scope scope = new Scope.Only(tenant);
        SupplyQueries.Filter any = new SupplyQueries.Filter("", Set.of());
        Printer before = new PrinterMaker(new SplittableRandom(1), NOW).printer(900_001);
        Printer same = withSupplies(before, before.inventory().supplies().subList(0, 1));

        store.write(tx -> {
            seed.add(tx, tenant, agent.getFirst(), before, 8);
            return null;
        });
        assertThat(fleet.supplies(scope, any, PageRequest.first(50)).total())
                .isEqualTo(before.inventory().supplies().size());
        store.write(tx -> {
            seed.add(tx, tenant, agent.getFirst(), same, 8);
            return null;
        });
        assertThat(fleet.supplies(scope, any, PageRequest.first(50)).total()).isEqualTo(1);
    }

    private static Printer withSupplies(Printer p, List<Supply> supplies) {
        var inventory =
                new Inventory(supplies, p.inventory().trays(), p.inventory().capabilities());
        return new Printer(p.key(), p.identity(), p.network(), p.condition(), inventory, p.provenance());
    }

    @Test
    void device_ofAnotherTenantIsAsUnknownAsNone() {
        PrinterKey ours = printers.getFirst().key();
        Scope others = new Scope.Only(OTHERS);
        PrinterKey none = PrinterKey.parse("serial:HP/NOSUCHDEVICE").orElseThrow();

        assertThat(fleet.device(OUR_SCOPE, Optional.empty(), ours)).isPresent();
        assertThat(fleet.device(ALL, Optional.of(OURS), ours)).isPresent();
        assertThat(fleet.device(others, Optional.of(OURS), ours)).isEmpty();
        assertThat(fleet.device(OUR_SCOPE, Optional.empty(), none)).isEmpty();
        assertThat(fleet.history(others, Optional.of(OURS), ours, Duration.ofDays(90), 10))
                .isEmpty();
        assertThat(all(others, search(printers.get(100).identity().serial()))).isEmpty();
    }

    @Test
    void device_tellsItsReadingsNewestFirst() {
        DeviceDetail detail = fleet.device(
                        OUR_SCOPE, Optional.empty(), printers.getFirst().key())
                .orElseThrow();

        assertThat(detail.readings()).hasSize(40).isSortedAccordingTo((a, b) -> b.at().compareTo(a.at()));
        assertThat(detail.newest().orElseThrow().at())
                .isEqualTo(detail.readings().getFirst().at());
        assertThat(detail.record()).isPresent();
        assertThat(detail.seenBy()).hasSize(1);
    }

    private List<DeviceRow> all(Scope scope, DeviceListing listing) {
        List<DeviceRow> rows = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<DeviceRow> page = fleet.devices(scope, listing, new PageRequest(211, after));
            rows.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        assertThat(rows).hasSize((int)
                fleet.devices(scope, listing, PageRequest.first(1)).total());
        return rows;
    }
}
