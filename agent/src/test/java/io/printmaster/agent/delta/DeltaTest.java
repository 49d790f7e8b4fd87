package io.printmaster.agent.delta;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static io.printmaster.agent.store.TestPrinters.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.Change;
import io.printmaster.model.Condition;
import io.printmaster.model.FillState;
import io.printmaster.model.Identity;
import io.printmaster.model.Inventory;
import io.printmaster.model.Level;
import io.printmaster.model.Meters;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Provenance;
import io.printmaster.model.Reading;
import io.printmaster.model.Supply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeltaTest {
    private static final Reading BEFORE = reading(1, 100, NOON);
    private static final Printer PRINTER = BEFORE.printer();

    private static List<Change> after(Printer printer) {
        return Delta.between(Optional.of(BEFORE), new Reading(printer, BEFORE.meters(), NOON));
    }

    private static List<Change> after(Map<String, Long> counts) {
        return Delta.between(Optional.of(BEFORE), new Reading(PRINTER, new Meters(counts, "impressions"), NOON));
    }

    private static Supply toner(String index, int level) {
        return new Supply(
                index,
                "Black Toner",
                "tonerCartridge",
                "black",
                false,
                FillState.OK,
                new Level.Measured(level, 100),
                "percent",
                "TN-1",
                "");
    }

    @Test
    void unknownPrinter_isNew() {
        assertThat(Delta.between(Optional.empty(), BEFORE)).containsExactly(new Change.NewPrinter());
    }

    @Test
    void sameAnswerLater_isNoChange() {
        Provenance p = PRINTER.provenance();
        Provenance later = new Provenance(
                p.deviceType(), p.sourceType(), "mdns", NOON, NOON.plusSeconds(300), p.location(), p.description());
        Printer printer = new Printer(
                PRINTER.key(), PRINTER.identity(), PRINTER.network(), PRINTER.condition(), PRINTER.inventory(), later);
        assertThat(Delta.between(Optional.of(BEFORE), new Reading(printer, BEFORE.meters(), NOON.plusSeconds(300))))
                .isEmpty();
    }

    @Test
    void otherAddress_isAChangeByName() {
        assertThat(Delta.between(Optional.of(BEFORE), reading(1, 100, NOON, "10.0.0.99")))
                .containsExactly(new Change.Field("ip", "10.0.0.1", "10.0.0.99"));
    }

    @Test
    void facts_areNamedOneByOne() {
        Identity i = PRINTER.identity();
        Identity updated = new Identity(i.manufacturer(), i.model(), i.serial(), "2.0", i.uuid(), "A-17");
        assertThat(after(new Printer(
                        PRINTER.key(),
                        updated,
                        PRINTER.network(),
                        PRINTER.condition(),
                        PRINTER.inventory(),
                        PRINTER.provenance())))
                .containsExactly(
                        new Change.Field("firmware", "1.0", "2.0"), new Change.Field("asset_number", "", "A-17"));
    }

    @Test
    void status_isAChangeOfItsOwn() {
        Condition down = new Condition(PrinterStatus.DOWN, Set.of(), List.of(), "Paper jam");
        assertThat(after(new Printer(
                        PRINTER.key(),
                        PRINTER.identity(),
                        PRINTER.network(),
                        down,
                        PRINTER.inventory(),
                        PRINTER.provenance())))
                .containsExactly(
                        new Change.Status(PrinterStatus.IDLE, PrinterStatus.DOWN),
                        new Change.Field("console_text", "Ready", "Paper jam"));
    }

    @Test
    void supplies_areComparedByTheirRows() {
        Inventory changed = new Inventory(
                List.of(toner("1.1", 70), toner("1.7", 100)),
                List.of(),
                PRINTER.inventory().capabilities());
        assertThat(after(new Printer(
                        PRINTER.key(),
                        PRINTER.identity(),
                        PRINTER.network(),
                        PRINTER.condition(),
                        changed,
                        PRINTER.provenance())))
                .containsExactly(
                        new Change.Field("supplies[1.1]", "Black Toner ok 80 %", "Black Toner ok 70 %"),
                        new Change.Field("supplies[1.2]", "Waste some_left", ""),
                        new Change.Field("supplies[1.7]", "", "Black Toner ok 100 %"));
    }

    @Test
    void meterThatRises_moved_meterThatFalls_wasReset() {
        assertThat(after(Map.of("total", 101L)))
                .containsExactly(new Change.MeterMoved("total", OptionalLong.of(100), 101));
        assertThat(after(Map.of("total", 0L))).containsExactly(new Change.MeterReset("total", 100, 0));
    }

    @Test
    void meterThatAppearsOrGoes_isAChange() {
        assertThat(after(Map.of("color", 5L)))
                .containsExactly(
                        new Change.MeterMoved("color", OptionalLong.empty(), 5),
                        new Change.Field("counters.total", "100", ""));
    }
}
