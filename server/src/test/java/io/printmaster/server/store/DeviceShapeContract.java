package io.printmaster.server.store;

import static io.printmaster.server.store.Samples.NOW;
import static io.printmaster.server.store.Samples.printer;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.Printer;
import io.printmaster.model.PrinterStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [Store] must show of a device that reports again: what changed, and no more work than that.
public abstract class DeviceShapeContract extends StoreFixture {
    private static final SupplyQueries.Filter TO_SHIP = new SupplyQueries.Filter("", SupplyQueries.Filter.TO_SHIP);

    protected final void report(Printer printer, Instant at) {
        store.write(tx -> tx.devices().report(TENANT, AGENT, Samples.report(printer), at));
    }

    private List<String> found(String text) {
        DeviceQueries.Filter a = DeviceQueries.Filter.ALL;
        return devices(new DeviceQueries.Filter(
                        text,
                        a.statuses(),
                        a.error(),
                        a.inError(),
                        a.suppliesLow(),
                        a.manufacturer(),
                        a.model(),
                        a.agent(),
                        a.lastSeenBefore(),
                        a.metersBefore()))
                .items()
                .stream()
                .map(DeviceRow::serial)
                .toList();
    }

    private long toShip() {
        return store.read(tx -> tx.supplies().count(new Scope.Everyone(), TO_SHIP));
    }

    private DeviceRow only() {
        return devices(DeviceQueries.Filter.ALL).items().getFirst();
    }

    private long inError() {
        return store.read(tx -> tx.devices().watched(TENANT, AGENT)).inError();
    }

    @Test
    void reportThatSaysTheSame_movesTheTimesOnly() {
        report(printer("SER0001", "M", "10.0.0.1", 50, NOW), NOW);
        Instant later = NOW.plusSeconds(300);
        report(printer("SER0001", "M", "10.0.0.1", 50, later), later);

        assertThat(only().lastSeen()).isEqualTo(later);
        assertThat(found("10.0.0.1")).containsExactly("SER0001");
        assertThat(store.read(tx -> tx.devices()
                                .page(
                                        new Scope.Everyone(),
                                        DeviceQueries.Filter.ALL,
                                        DeviceQueries.Sort.LAST_SEEN,
                                        true,
                                        PageRequest.first(10)))
                        .items())
                .singleElement()
                .satisfies(device -> assertThat(device.lastSeen()).isEqualTo(later));
    }

    @Test
    void stateThatComesAndGoes_isListedAndCountedEachTime() {
        Printer idle = printer("SER0001", "Jam 1", "10.0.0.99", 50, NOW);
        for (int round = 0; round < 3; round++) {
            report(seen(idle, NOW.plusSeconds(60L * round)), NOW.plusSeconds(60L * round));
            assertThat(inError()).as("round " + round).isZero();
            Instant jammed = NOW.plusSeconds(60 * round + 30);
            report(Samples.jammed("SER0001", jammed), jammed);
            assertThat(inError()).as("round " + round).isOne();
            assertThat(only().status()).isEqualTo(PrinterStatus.DOWN);
        }
    }

    private static Printer seen(Printer printer, Instant at) {
        return Samples.printer(
                "SER0001", printer.identity().model(), printer.network().address(), 50, at);
    }

    @Test
    void supplyThatRunsLowAndIsReplaced_isOnTheListInBetween() {
        report(printer("SER0001", "M", "10.0.0.1", 50, NOW), NOW);
        assertThat(toShip()).isZero();
        report(printer("SER0001", "M", "10.0.0.1", 3, NOW.plusSeconds(60)), NOW.plusSeconds(60));
        assertThat(toShip()).isOne();
        report(printer("SER0001", "M", "10.0.0.1", 50, NOW.plusSeconds(120)), NOW.plusSeconds(120));
        assertThat(toShip()).isZero();
    }

    @Test
    void deviceThatIsCalledOtherwise_isFoundByItsNewNameOnly() {
        report(printer("SER0001", "M", "10.0.0.1", 50, NOW), NOW);
        report(printer("SER0001", "M", "10.0.0.77", 50, NOW.plusSeconds(60)), NOW.plusSeconds(60));
        assertThat(found("10.0.0.77")).containsExactly("SER0001");
        assertThat(found("10.0.0.1")).isEmpty();
    }

    @Test
    void recordThatTellsWhatNoListShows_isKept_andAnEarlierOneDoesNotTakeItsPlace() {
        tell("{\"firmware\":\"1.0\"}", NOW);
        tell("{\"firmware\":\"1.1\"}", NOW.plusSeconds(60));
        assertThat(told()).contains("1.1");

        tell("{\"firmware\":\"1.1\"}", NOW.plusSeconds(300));
        tell("{\"firmware\":\"1.0\"}", NOW.plusSeconds(120));
        assertThat(told())
                .as("seen before the last report, which only repeated")
                .contains("1.1");
        assertThat(only().lastSeen()).isEqualTo(NOW.plusSeconds(300));
    }

    private void tell(String detail, Instant at) {
        Devices.Report report = new Devices.Report(printer("SER0001", "M", "10.0.0.1", 50, at), detail);
        store.write(tx -> tx.devices().report(TENANT, AGENT, report, NOW.plusSeconds(600)));
    }

    private String told() {
        return store.read(tx -> tx.devices().detail(TENANT, only().key())).orElseThrow();
    }

    @Test
    void failedBlock_leavesTheDeviceAsItWas() {
        report(printer("SER0001", "M", "10.0.0.1", 50, NOW), NOW);
        try {
            store.write(tx -> {
                tx.devices().report(TENANT, AGENT, Samples.report(printer("SER0001", "M", "10.0.0.1", 3, NOW)), NOW);
                throw new IllegalStateException("after the report");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("after the report");
        }
        assertThat(toShip()).isZero();
        report(printer("SER0001", "M", "10.0.0.1", 3, NOW.plusSeconds(60)), NOW.plusSeconds(60));
        assertThat(toShip()).isOne();
    }
}
