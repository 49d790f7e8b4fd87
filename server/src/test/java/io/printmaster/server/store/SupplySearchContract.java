package io.printmaster.server.store;

import static io.printmaster.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.AgentId;
import io.printmaster.model.FillState;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Supply;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.SupplyQueries.Filter;
import io.printmaster.server.store.SupplyQueries.SupplyRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What every [Store] must find among supplies: those that hold the text, and those of the devices that the list of
/// devices finds by it, as one who reads them all would.
public abstract class SupplySearchContract extends StoreFixture {
    private static final Scope ALL = new Scope.Everyone();
    private static final AgentId FOREIGN = new AgentId("agent-99");

    private List<SupplyRow> walk(Scope scope, Filter filter) {
        List<SupplyRow> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            PageRequest request = new PageRequest(7, after);
            Page<SupplyRow> page = store.read(tx -> tx.supplies().page(scope, filter, request));
            all.addAll(page.items());
            assertThat(page.exact()).isTrue();
            after = page.next();
            assertThat(store.<Long>read(tx -> tx.supplies().count(scope, filter)))
                    .isEqualTo(page.total());
            assertThat(page.total()).isGreaterThanOrEqualTo(all.size());
        } while (after.isPresent());
        assertThat(store.<Long>read(tx -> tx.supplies().count(scope, filter))).isEqualTo(all.size());
        return all;
    }

    private List<SupplyRow> expected(Scope scope, Filter filter) {
        Set<List<Object>> devices = store
                .read(tx -> tx.devices()
                        .page(
                                scope,
                                Samples.finding(filter.text()),
                                DeviceQueries.Sort.SERIAL,
                                false,
                                PageRequest.first(500)))
                .items()
                .stream()
                .map(device -> List.<Object>of(device.tenant(), device.key()))
                .collect(Collectors.toSet());
        String part = filter.text().strip().toLowerCase(Locale.ROOT);
        return walk(scope, new Filter("", filter.states())).stream()
                .filter(s -> (s.name() + "\n" + s.partNumber())
                                .toLowerCase(Locale.ROOT)
                                .contains(part)
                        || devices.contains(List.<Object>of(s.tenant(), s.device())))
                .toList();
    }

    private void report(TenantId tenant, AgentId agent, Printer printer, Instant at) {
        store.write(tx -> tx.devices().report(tenant, agent, Samples.report(printer), at));
    }

    private static Printer printer(SplittableRandom random, Instant at) {
        String serial = "SER%04d".formatted(random.nextInt(30));
        Printer plain = Samples.printer(serial, "M" + random.nextInt(3), "10.0.0." + random.nextInt(9), 50, at);
        List<Supply> supplies = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            String part = random.nextInt(4) == 0 ? "" : "TN_" + (10 + random.nextInt(12));
            String name = random.nextInt(8) == 0 ? "Drum for M" + random.nextInt(3) : "Black Toner";
            supplies.add(Samples.supply("1." + i, name, part, random.nextInt(101)));
        }
        return Samples.holding(plain, supplies);
    }

    @Test
    void everySearch_findsWhatReadingAllFinds_afterReportsOfAllKinds() {
        store.write(tx -> {
            tx.agents().register(FOREIGN, OTHER_TENANT, "", FACTS, "192.0.2.9", NOW);
            return true;
        });
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 250; i++) {
            Instant at = NOW.plusSeconds(60L * i);
            boolean foreign = random.nextInt(4) == 0;
            report(foreign ? OTHER_TENANT : TENANT, foreign ? FOREIGN : AGENT, printer(random, at), at);
        }
        int found = 0;
        for (String text : List.of(
                "tn_1",
                "TN_21",
                "tn-1",
                "black",
                "toner\ntn",
                "m1",
                "drum for",
                "ser0007",
                "R000",
                "acme m2",
                "nothing",
                " tn_15 ",
                "%",
                "host-ser0003 drum")) {
            for (Set<FillState> states :
                    List.of(Set.<FillState>of(), Filter.TO_SHIP, Set.of(FillState.OK), Set.of(FillState.MISSING))) {
                for (Scope scope : List.of(ALL, new Scope.Only(TENANT), new Scope.Only(OTHER_TENANT))) {
                    Filter filter = new Filter(text, states);
                    List<SupplyRow> supplies = walk(scope, filter);
                    assertThat(supplies).as("%s of %s", filter, scope).isEqualTo(expected(scope, filter));
                    found += supplies.size();
                }
            }
        }
        assertThat(found).isGreaterThan(500);
    }

    @Test
    void supplyUnderAnotherPartNumber_isFoundByTheNewOneOnly_andKeepsItsLevel() {
        Printer plain = Samples.printer("SER0001", "M", "10.0.0.1", 50, NOW);
        report(TENANT, AGENT, Samples.holding(plain, List.of(Samples.supply("1.1", "Toner", "OLD-1", 50))), NOW);
        Instant later = NOW.plusSeconds(60);
        Printer again = Samples.printer("SER0001", "M", "10.0.0.1", 50, later);
        report(TENANT, AGENT, Samples.holding(again, List.of(Samples.supply("1.1", "Toner", "NEW-1", 50))), later);

        assertThat(walk(ALL, new Filter("old-1", Set.of()))).isEmpty();
        assertThat(walk(ALL, new Filter("new-1", Set.of())))
                .singleElement()
                .satisfies(supply -> assertThat(supply.percent()).hasValue(50));
    }

    @Test
    void supplyThatOnlyRunsDown_isShownAndOrderedByItsLevel() {
        Instant at = NOW;
        for (int percent : List.of(80, 60, 3, 2, 90)) {
            at = at.plusSeconds(60);
            for (String serial : List.of("SER0001", "SER0002")) {
                int level = serial.equals("SER0001") ? percent : 50;
                Printer plain = Samples.printer(serial, "M", "10.0.0.1", 50, at);
                report(TENANT, AGENT, Samples.holding(plain, List.of(Samples.supply("1.1", "Toner", "P", level))), at);
            }
            List<SupplyRow> found = walk(ALL, new Filter("toner", Set.of()));
            assertThat(found).hasSize(2).extracting(SupplyRow::serial).startsWith(percent < 10 ? "SER0001" : "SER0002");
            assertThat(found)
                    .filteredOn(s -> s.serial().equals("SER0001"))
                    .singleElement()
                    .satisfies(supply -> {
                        assertThat(supply.percent()).hasValue(percent);
                        assertThat(Filter.TO_SHIP.contains(supply.state())).isEqualTo(percent < 10);
                    });
        }
    }

    @Test
    void deviceThatIsGoneUnderItsKey_leavesNoSupplyBehind() {
        Printer p = Samples.holding(
                Samples.printer("SER0001", "M", "10.0.0.1", 50, NOW),
                List.of(Samples.supply("1.1", "Toner", "TN-1", 50)));
        report(TENANT, AGENT, p, NOW);
        PrinterKey now =
                PrinterKey.ofUuid("11111111-2222-3333-4444-555555555555").orElseThrow();
        report(TENANT, AGENT, Samples.formerly(p, now), NOW.plusSeconds(60));

        assertThat(walk(ALL, new Filter("tn-1", Set.of())))
                .singleElement()
                .satisfies(supply -> assertThat(supply.device()).isEqualTo(now));
    }
}
