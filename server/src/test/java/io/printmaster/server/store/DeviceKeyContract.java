package io.printmaster.server.store;

import static io.printmaster.server.store.Samples.NOW;
import static io.printmaster.server.store.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.printmaster.model.AgentId;
import io.printmaster.model.Identity;
import io.printmaster.model.Meters;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Provenance;
import io.printmaster.model.TenantId;
import io.printmaster.model.Ties;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every [Store] must do when a device is known by another key from now on.
public abstract class DeviceKeyContract extends StoreFixture {
    private static final PrinterKey MAC = PrinterKey.ofMac("00:aa:bb:cc:dd:01").orElseThrow();
    private static final PrinterKey UUID =
            PrinterKey.ofUuid("11111111-2222-3333-4444-00aabbccdd01").orElseThrow();
    private static final PrinterKey SERIAL = key("SER0001");
    private static final PrinterKey OTHER = key("SER0002");

    private static Printer printer(PrinterKey key, Instant first, Instant seen, PrinterKey... former) {
        Printer p = Samples.printer("SER0001", "M", "10.0.0.1", 50, seen);
        boolean hasSerial = key.kind() == PrinterKey.Kind.SERIAL;
        String serial = hasSerial ? key.value().substring(key.value().indexOf('/') + 1) : "";
        Provenance told = p.provenance();
        return new Printer(
                key,
                new Identity("Acme", "M", serial, "", "", ""),
                p.network(),
                p.condition(),
                p.inventory(),
                new Provenance("network", "snmp", "snmp", first, seen, told.location(), ""),
                new Ties(List.of(former), List.of(), List.of()));
    }

    private Devices.Outcome send(AgentId agent, Printer printer) {
        return send(TENANT, agent, printer);
    }

    private Devices.Outcome send(TenantId tenant, AgentId agent, Printer printer) {
        return store.write(tx -> tx.devices().report(tenant, agent, report(printer), NOW));
    }

    private Metrics.Added sample(PrinterKey key, Instant at, long total) {
        Metrics.Point point = new Metrics.Point(at, new Meters(Map.of("total", total), "impressions"), "{}", "", false);
        return store.write(tx -> tx.metrics().add(TENANT, key, point));
    }

    private List<Long> history(PrinterKey key) {
        return listed(tx -> tx.metrics().history(TENANT, key, NOW.minusSeconds(9_999), NOW.plusSeconds(9_999), 99))
                .stream()
                .map(point -> point.meters().count("total").orElseThrow())
                .toList();
    }

    private List<PrinterKey> keys() {
        return devices(DeviceQueries.Filter.ALL).items().stream()
                .map(DeviceRow::key)
                .toList();
    }

    private PrinterKey leadsTo(AgentId agent, PrinterKey key, Instant at) {
        return store.write(tx -> tx.devices().nowKnownAs(TENANT, agent, key, at).orElse(key));
    }

    @Test
    void deviceThatTellsAStrongerKey_isMovedWithItsHistory_andARepeatChangesNothing() {
        Instant first = NOW.minusSeconds(600);
        send(AGENT, printer(MAC, first, first));
        sample(MAC, first, 100);
        send(AGENT, printer(UUID, NOW.minusSeconds(300), NOW.minusSeconds(300), MAC));
        sample(UUID, NOW.minusSeconds(300), 110);
        Printer now = printer(SERIAL, NOW, NOW, UUID, MAC);

        Devices.Outcome outcome = send(AGENT, now);

        assertThat(outcome.moved()).containsExactly(UUID);
        assertThat(outcome.isNew()).isFalse();
        assertThat(keys()).containsExactly(SERIAL);
        assertThat(history(SERIAL)).containsExactly(100L, 110L);
        assertThat(devices(DeviceQueries.Filter.ALL).items()).singleElement().satisfies(row -> {
            assertThat(row.firstSeen()).isEqualTo(first);
            assertThat(row.serial()).isEqualTo("SER0001");
            assertThat(row.totalPages()).hasValue(110);
            assertThat(row.lowestPercent()).hasValue(50);
        });
        assertThat(leadsTo(AGENT, MAC, NOW)).isEqualTo(SERIAL);
        assertThat(leadsTo(AGENT, UUID, NOW.plusSeconds(60))).isEqualTo(SERIAL);

        assertThat(send(AGENT, now).moved()).isEmpty();
        assertThat(keys()).containsExactly(SERIAL);
        assertThat(history(SERIAL)).containsExactly(100L, 110L);
    }

    @Test
    void twoDevicesThatTurnOutToBeOne_keepTheHistoryOfBoth() {
        send(AGENT, printer(UUID, NOW.minusSeconds(900), NOW.minusSeconds(60)));
        sample(UUID, NOW.minusSeconds(120), 7);
        sample(UUID, NOW.minusSeconds(60), 8);
        send(AGENT, printer(SERIAL, NOW.minusSeconds(100), NOW.minusSeconds(90)));
        sample(SERIAL, NOW.minusSeconds(120), 70);

        send(AGENT, printer(SERIAL, NOW, NOW, UUID));

        assertThat(keys()).containsExactly(SERIAL);
        assertThat(history(SERIAL)).as("of one moment that of the present key").containsExactly(70L, 8L);
        assertThat(devices(DeviceQueries.Filter.ALL).items()).singleElement().satisfies(row -> {
            assertThat(row.firstSeen()).isEqualTo(NOW.minusSeconds(900));
            assertThat(row.totalPages()).hasValue(8);
        });
    }

    @Test
    void formerKeyThatWasNeverReported_isRememberedForWhatIsStillUnderWay() {
        send(AGENT, printer(SERIAL, NOW, NOW, MAC));

        assertThat(leadsTo(AGENT, MAC, NOW.minusSeconds(60))).isEqualTo(SERIAL);
        assertThat(leadsTo(SECOND, MAC, NOW.minusSeconds(60)))
                .as("of this agent only")
                .isEqualTo(MAC);
    }

    @Test
    void anotherAgentsDevice_isNotMoved_norAnotherTenants() {
        AgentId foreign = new AgentId("foreign");
        store.write(tx -> {
            tx.agents().register(foreign, OTHER_TENANT, "", FACTS, "", NOW);
            return true;
        });
        send(SECOND, printer(MAC, NOW, NOW));
        send(OTHER_TENANT, foreign, printer(MAC, NOW, NOW));

        assertThat(send(AGENT, printer(SERIAL, NOW, NOW, MAC)).moved()).isEmpty();

        assertThat(devices(DeviceQueries.Filter.ALL).items())
                .extracting(DeviceRow::agent, DeviceRow::key)
                .containsExactlyInAnyOrder(tuple(SECOND, MAC), tuple(foreign, MAC), tuple(AGENT, SERIAL));
        assertThat(leadsTo(SECOND, MAC, NOW)).isEqualTo(MAC);
        assertThat(leadsTo(AGENT, MAC, NOW))
                .as("somebody's device stands there")
                .isEqualTo(MAC);
    }

    @Test
    void agentThatSawTheDeviceToo_isLedToItsNewKey() {
        send(AGENT, printer(MAC, NOW, NOW));
        send(SECOND, printer(MAC, NOW, NOW));

        send(AGENT, printer(SERIAL, NOW, NOW, MAC));

        assertThat(keys()).containsExactly(SERIAL);
        assertThat(leadsTo(SECOND, MAC, NOW.plusSeconds(300))).isEqualTo(SERIAL);
        assertThat(listed(tx -> tx.devices().seenBy(TENANT, SERIAL)))
                .extracting(DeviceQueries.Seen::agent)
                .containsExactlyInAnyOrder(AGENT, SECOND);
    }

    @Test
    void deviceSeenAfterTheReportThatGivesItUp_stays() {
        send(AGENT, printer(MAC, NOW, NOW));

        assertThat(send(AGENT, printer(SERIAL, NOW.minusSeconds(60), NOW.minusSeconds(60), MAC))
                        .moved())
                .isEmpty();
        assertThat(keys()).containsExactlyInAnyOrder(SERIAL, MAC);
    }

    @Test
    void exchangedBoard_movesTheDevice_andThereAndBackAgain() {
        send(AGENT, printer(SERIAL, NOW.minusSeconds(60), NOW.minusSeconds(60)));
        sample(SERIAL, NOW.minusSeconds(60), 500);

        send(AGENT, printer(OTHER, NOW, NOW, SERIAL));
        assertThat(keys()).containsExactly(OTHER);
        assertThat(leadsTo(AGENT, SERIAL, NOW.minusSeconds(60))).as("under way").isEqualTo(OTHER);

        send(AGENT, printer(SERIAL, NOW.plusSeconds(60), NOW.plusSeconds(60), OTHER));
        assertThat(keys()).containsExactly(SERIAL);
        assertThat(history(SERIAL)).containsExactly(500L);
        assertThat(leadsTo(AGENT, OTHER, NOW)).isEqualTo(SERIAL);
        assertThat(leadsTo(AGENT, SERIAL, NOW.plusSeconds(61))).isEqualTo(SERIAL);
    }

    @Test
    void boardInAnotherPrinter_isADeviceOfItsOwn() {
        send(AGENT, printer(SERIAL, NOW.minusSeconds(60), NOW.minusSeconds(60)));
        send(AGENT, printer(OTHER, NOW, NOW, SERIAL));

        assertThat(leadsTo(AGENT, SERIAL, NOW.plusSeconds(60))).isEqualTo(SERIAL);
        send(AGENT, printer(SERIAL, NOW.plusSeconds(60), NOW.plusSeconds(60)));

        assertThat(keys()).containsExactlyInAnyOrder(SERIAL, OTHER);
    }
}
