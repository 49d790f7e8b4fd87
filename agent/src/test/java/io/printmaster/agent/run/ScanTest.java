package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.read.PrinterReader;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.store.TestPrinters;
import io.printmaster.model.Sighting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScanTest {
    private static final TargetList TARGETS = TargetList.parse(List.of("10.0.0.1"), 1);

    private final List<Found> found = new ArrayList<>();
    private final AtomicInteger readings = new AtomicInteger();
    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();

    @Test
    void printerSeenThroughTwoDoors_isReadAndPrintedOnce() throws InterruptedException {
        assertThat(scan(sighting -> new ReadOutcome.Read(TestPrinters.reading(1, 10, TestPrinters.NOON))))
                .isEqualTo(1);
        assertThat(readings).hasValue(1);
        assertThat(found).hasSize(1);
    }

    @Test
    void otherDoor_isTriedWhenTheFirstLeadsNowhere() throws InterruptedException {
        PrinterReader reader = sighting -> sighting.door() == Sighting.Door.MDNS
                ? new ReadOutcome.Read(TestPrinters.reading(1, 10, TestPrinters.NOON))
                : new ReadOutcome.Silent(0);
        assertThat(scan(reader)).isEqualTo(1);
    }

    @Test
    void refusalAtTwoDoors_isToldOnce() throws InterruptedException {
        assertThat(scan(sighting -> new ReadOutcome.Refused("wrong password"))).isZero();
        assertThat(talk.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("printmaster: 10.0.0.1 refused: wrong password");
    }

    private int scan(PrinterReader reader) throws InterruptedException {
        try (PrintStream err = new PrintStream(talk, true, StandardCharsets.UTF_8)) {
            List<Finder> finders = List.of(finder(Sighting.Door.SNMP), finder(Sighting.Door.MDNS));
            PrinterReader counted = sighting -> {
                readings.incrementAndGet();
                return reader.read(sighting);
            };
            return new Scan(finders, counted, 4, 161, err).run(TARGETS, found::add);
        }
    }

    private static Finder finder(Sighting.Door door) {
        return (targets, told) -> {
            told.accept(new Sighting(targets.iterator().next(), 161, door, "", TestPrinters.NOON, Map.of()));
            return new FindSummary(1, 1, 1, List.of(), 1, Duration.ZERO);
        };
    }
}
