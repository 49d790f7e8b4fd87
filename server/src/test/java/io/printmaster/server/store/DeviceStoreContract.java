package io.printmaster.server.store;

import static io.printmaster.server.store.Samples.NOW;
import static io.printmaster.server.store.Samples.printer;
import static io.printmaster.server.store.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.AgentId;
import io.printmaster.model.DoubtfulCount;
import io.printmaster.model.DoubtfulCount.Reason;
import io.printmaster.model.Meters;
import io.printmaster.model.Printer;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.DeviceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [Store] must do about devices and their samples; run for each database.
public abstract class DeviceStoreContract extends StoreFixture {
    @Test
    void printerSeenByTwoAgents_isOneDevice_andChangesOwnerWhenTheFirstIsSilentForLong() {
        Instant later = NOW.plus(Duration.ofHours(2));
        Instant nextDay = NOW.plus(Devices.OWNER_SILENCE).plusSeconds(1);
        var first = reportBy(AGENT, "10.0.0.1", NOW);
        var second = reportBy(SECOND, "10.9.9.9", later);

        assertThat(first.isNew()).isTrue();
        assertThat(second.owner()).isEqualTo(AGENT);
        assertThat(devices(DeviceQueries.Filter.ALL).items()).singleElement().satisfies(d -> {
            assertThat(d.ip()).isEqualTo("10.0.0.1");
            assertThat(d.agent()).isEqualTo(AGENT);
        });

        var taken = reportBy(SECOND, "10.9.9.9", nextDay);

        assertThat(taken.formerOwner()).contains(AGENT);
        assertThat(devices(DeviceQueries.Filter.ALL).items()).singleElement().satisfies(d -> {
            assertThat(d.ip()).isEqualTo("10.9.9.9");
            assertThat(d.agent()).isEqualTo(SECOND);
        });
        assertThat(listed(tx -> tx.devices().seenBy(TENANT, key("SER0001"))))
                .extracting(DeviceQueries.Seen::agent)
                .containsExactly(SECOND, AGENT);
    }

    @Test
    void reports_areToldToTheSecond_ofTheOwner_ofOthers_andOfWhoWasTheOwner() {
        reportBy(AGENT, "10.0.0.1", NOW);
        reportBy(AGENT, "10.0.0.1", NOW.plusSeconds(300));
        reportBy(SECOND, "10.0.0.1", NOW.plusSeconds(400));
        store.write(tx -> tx.devices()
                .report(TENANT, AGENT, report(printer("SER0001", "M", "10.0.0.1", 50, NOW)), NOW.plusSeconds(500)));
        assertThat(lastReported())
                .as("the owner's last one told nothing newer")
                .containsExactly(Map.entry(AGENT, NOW.plusSeconds(500)), Map.entry(SECOND, NOW.plusSeconds(400)));

        reportBy(AGENT, "10.0.0.1", NOW.plusSeconds(600));
        Instant nextDay = NOW.plus(Devices.OWNER_SILENCE).plusSeconds(601);
        assertThat(reportBy(SECOND, "10.0.0.1", nextDay.minusSeconds(1)).owner())
                .isEqualTo(AGENT);
        assertThat(reportBy(SECOND, "10.0.0.1", nextDay).owner()).isEqualTo(SECOND);
        assertThat(lastReported()).containsExactly(Map.entry(SECOND, nextDay), Map.entry(AGENT, NOW.plusSeconds(600)));
    }

    private List<Map.Entry<AgentId, Instant>> lastReported() {
        return listed(tx -> tx.devices().seenBy(TENANT, key("SER0001"))).stream()
                .map(seen -> Map.entry(seen.agent(), seen.lastReported()))
                .toList();
    }

    private Devices.Outcome reportBy(AgentId agent, String address, Instant at) {
        return store.write(
                tx -> tx.devices().report(TENANT, agent, report(printer("SER0001", "M", address, 50, at)), at));
    }

    @Test
    void olderReport_neverChangesTheRow() {
        reportBy(AGENT, "10.0.0.1", NOW);
        store.write(tx -> tx.devices()
                .report(
                        TENANT,
                        AGENT,
                        report(printer("SER0001", "M", "10.0.0.7", 50, NOW.minusSeconds(60))),
                        NOW.plusSeconds(1)));
        assertThat(devices(DeviceQueries.Filter.ALL).items().getFirst().ip()).isEqualTo("10.0.0.1");
    }

    @Test
    void ownerThatReportsOnceADay_staysTheOwner() {
        Instant nextDay = NOW.plus(Duration.ofHours(25));
        reportBy(AGENT, "10.0.0.1", NOW);
        assertThat(reportBy(SECOND, "10.9.9.9", nextDay).owner()).isEqualTo(AGENT);
    }

    @Test
    void sample_tellsThatThePrinterWasThere_andMakesNoReportLookOld() {
        store.write(tx -> tx.devices().report(TENANT, AGENT, detailed("10.0.0.1", NOW), NOW));
        addTotal(NOW.plusSeconds(3_600), 10);
        assertThat(lastSeen()).isEqualTo(NOW.plusSeconds(3_600));
        addTotal(NOW.plusSeconds(1_800), 9);
        assertThat(lastSeen()).as("never backwards").isEqualTo(NOW.plusSeconds(3_600));

        store.write(tx ->
                tx.devices().report(TENANT, AGENT, detailed("10.0.0.7", NOW.plusSeconds(600)), NOW.plusSeconds(4_000)));
        assertThat(devices(DeviceQueries.Filter.ALL).items().getFirst().ip())
                .as("a report that was under way longer than the sample")
                .isEqualTo("10.0.0.7");
        assertThat(lastSeen()).isEqualTo(NOW.plusSeconds(3_600));

        store.write(tx ->
                tx.devices().report(TENANT, AGENT, detailed("10.0.0.8", NOW.plusSeconds(300)), NOW.plusSeconds(5_000)));
        assertThat(devices(DeviceQueries.Filter.ALL).items().getFirst().ip())
                .as("older than the report before")
                .isEqualTo("10.0.0.7");
    }

    private void addTotal(Instant at, long total) {
        Meters meters = new Meters(Map.of(Meters.TOTAL, total), "impressions");
        store.write(tx -> tx.metrics().add(TENANT, key("SER0001"), new Metrics.Point(at, meters, "{}", "", false)));
    }

    private Instant lastSeen() {
        return devices(DeviceQueries.Filter.ALL).items().getFirst().lastSeen();
    }

    private static Devices.Report detailed(String address, Instant at) {
        Printer printer = printer("SER0001", "M", address, 50, at);
        return new Devices.Report(printer, DeviceJson.timeless(DeviceRecord.of(printer)));
    }

    @Test
    void sameKeyInAnotherTenant_isAnotherDevice() {
        AgentId foreign = new AgentId("foreign");
        store.write(tx -> {
            tx.agents().register(foreign, OTHER_TENANT, "", FACTS, "", NOW);
            tx.devices().report(TENANT, AGENT, report(printer("SER0001", "M", "10.0.0.1", 50, NOW)), NOW);
            return tx.devices()
                    .report(OTHER_TENANT, foreign, report(printer("SER0001", "M", "10.0.0.2", 50, NOW)), NOW);
        });
        assertThat(store.read(tx -> tx.devices()
                                .page(
                                        new Scope.Only(OTHER_TENANT),
                                        DeviceQueries.Filter.ALL,
                                        DeviceQueries.Sort.SERIAL,
                                        false,
                                        PageRequest.first(10)))
                        .items())
                .singleElement()
                .satisfies(d -> assertThat(d.ip()).isEqualTo("10.0.0.2"));
        assertThat(devices(DeviceQueries.Filter.ALL).total()).isEqualTo(2);
    }

    @Test
    void devicePages_walkedByCursor_giveEveryDeviceOnceInOrder() {
        store.write(tx -> {
            for (int i = 0; i < 57; i++) {
                tx.devices()
                        .report(
                                TENANT,
                                AGENT,
                                report(printer("SER%04d".formatted(i), "M" + i % 3, "10.0.0." + i, i, NOW)),
                                NOW);
            }
            return true;
        });
        for (DeviceQueries.Sort sort : DeviceQueries.Sort.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                List<DeviceRow> all = walk(sort, descending);
                assertThat(all).as(sort + " " + descending).hasSize(57).doesNotHaveDuplicates();
            }
        }
        assertThat(walk(DeviceQueries.Sort.IP, false))
                .extracting(DeviceRow::ip)
                .startsWith("10.0.0.0", "10.0.0.1", "10.0.0.2");
        assertThat(walk(DeviceQueries.Sort.LOWEST_PERCENT, true))
                .extracting(d -> d.lowestPercent().getAsInt())
                .startsWith(56, 55);
    }

    private List<DeviceRow> walk(DeviceQueries.Sort sort, boolean descending) {
        List<DeviceRow> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            PageRequest request = new PageRequest(10, after);
            Page<DeviceRow> page = store.read(tx ->
                    tx.devices().page(new Scope.Only(TENANT), DeviceQueries.Filter.ALL, sort, descending, request));
            assertThat(page.total()).isEqualTo(57);
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    @Test
    void deviceFilters_findWhatTheySay() {
        store.write(tx -> {
            tx.devices().report(TENANT, AGENT, report(printer("SER0001", "Laser 100%", "10.0.0.1", 50, NOW)), NOW);
            tx.devices().report(TENANT, AGENT, report(printer("SER0002", "Laser 200", "10.0.0.2", 5, NOW)), NOW);
            tx.devices().report(TENANT, SECOND, report(Samples.jammed("SER0003", NOW)), NOW);
            return true;
        });
        assertThat(serials(search("100%"))).containsExactly("SER0001");
        assertThat(serials(search("ser000"))).hasSize(3);
        assertThat(serials(filter(Optional.of("jammed"), Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly("SER0003");
        assertThat(serials(filter(Optional.empty(), Optional.of(true), Optional.empty(), Optional.empty())))
                .containsExactly("SER0003");
        assertThat(serials(filter(Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty())))
                .containsExactly("SER0002");
        assertThat(serials(filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(SECOND))))
                .containsExactly("SER0003");
    }

    private static DeviceQueries.Filter search(String text) {
        DeviceQueries.Filter a = DeviceQueries.Filter.ALL;
        return new DeviceQueries.Filter(
                text,
                a.statuses(),
                a.error(),
                a.inError(),
                a.suppliesLow(),
                a.manufacturer(),
                a.model(),
                a.agent(),
                a.lastSeenBefore(),
                a.metersBefore());
    }

    private static DeviceQueries.Filter filter(
            Optional<String> error, Optional<Boolean> inError, Optional<Boolean> low, Optional<AgentId> agent) {
        DeviceQueries.Filter a = DeviceQueries.Filter.ALL;
        return new DeviceQueries.Filter(
                "",
                a.statuses(),
                error,
                inError,
                low,
                a.manufacturer(),
                a.model(),
                agent,
                a.lastSeenBefore(),
                a.metersBefore());
    }

    private List<String> serials(DeviceQueries.Filter filter) {
        return devices(filter).items().stream().map(DeviceRow::serial).toList();
    }

    @Test
    void cursor_ofAnotherSort_isRefused() {
        reportBy(AGENT, "10.0.0.1", NOW);
        for (String bad : List.of("x", "!!", "ZGV2aWNlcy5JUCs")) {
            assertThatThrownBy(() -> store.read(tx -> tx.devices()
                            .page(
                                    new Scope.Everyone(),
                                    DeviceQueries.Filter.ALL,
                                    DeviceQueries.Sort.SERIAL,
                                    false,
                                    new PageRequest(5, Optional.of(bad)))))
                    .isInstanceOf(PageRequest.BadCursor.class);
        }
    }

    @Test
    void sample_repeated_changesNothing_andFallingCounterIsMarked() {
        reportBy(AGENT, "10.0.0.1", NOW);
        assertThat(sample(NOW, 100)).isEqualTo(Metrics.Added.STORED);
        assertThat(sample(NOW, 999)).isEqualTo(Metrics.Added.REPEATED);
        assertThat(sample(NOW.plusSeconds(60), 90)).isEqualTo(Metrics.Added.STORED);
        assertThat(sample(NOW.plusSeconds(120), 95)).isEqualTo(Metrics.Added.STORED);

        List<Metrics.Point> points =
                store.read(tx -> tx.metrics().history(TENANT, key("SER0001"), NOW, NOW.plusSeconds(999), 100));
        assertThat(points)
                .extracting(p -> p.meters().count("total").getAsLong())
                .containsExactly(100L, 90L, 95L);
        assertThat(points).extracting(Metrics.Point::reset).containsExactly(false, true, false);
        assertThat(points.getFirst().meters().counts())
                .containsEntry("staples_used", 7L)
                .doesNotContainKey("scan");
        assertThat(points.getFirst().meters().doubtful())
                .containsExactly(Map.entry("scan", new DoubtfulCount(5, Reason.PARTS_DO_NOT_ADD_UP)));
        assertThat(devices(DeviceQueries.Filter.ALL).items().getFirst().totalPages())
                .hasValue(95);
    }

    @Test
    void sample_ofUnknownDevice_isRefused() {
        assertThat(sample(NOW, 1)).isEqualTo(Metrics.Added.UNKNOWN_DEVICE);
    }

    private Metrics.Added sample(Instant at, long total) {
        Meters meters = new Meters(
                Map.of("total", total, "staples_used", 7L),
                "impressions",
                Map.of("scan", new DoubtfulCount(5, Reason.PARTS_DO_NOT_ADD_UP)));
        return store.write(
                tx -> tx.metrics().add(TENANT, key("SER0001"), new Metrics.Point(at, meters, "{}", "", false)));
    }

    @Test
    void deviceBySerial_isTheOneThisAgentReports() {
        reportBy(AGENT, "10.0.0.1", NOW);
        assertThat(found(tx -> tx.devices().bySerial(TENANT, AGENT, "SER0001"))).contains(key("SER0001"));
        assertThat(found(tx -> tx.devices().bySerial(TENANT, SECOND, "SER0001")))
                .isEmpty();
        assertThat(found(tx -> tx.devices().bySerial(OTHER_TENANT, AGENT, "SER0001")))
                .isEmpty();
    }
}
