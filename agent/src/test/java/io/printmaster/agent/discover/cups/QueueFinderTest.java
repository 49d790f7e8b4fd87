package io.printmaster.agent.discover.cups;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.discover.TargetList;
import io.printmaster.model.HintName;
import io.printmaster.model.Sighting;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QueueFinderTest {
    private static List<Sighting> found(LocalQueue... queues) throws InterruptedException {
        List<Sighting> found = new ArrayList<>();
        new QueueFinder(() -> List.of(queues), 631, Clock.systemUTC()).find(TargetList.NONE, found::add);
        return found;
    }

    @Test
    void printerOnACable_isToldOnce_howeverManyQueuesItHas() throws InterruptedException {
        String cable = "usb://HP/LaserJet%201020?serial=FN12345";
        List<Sighting> found = found(
                new LocalQueue("office", cable, "", "Local Raw Printer", "2nd floor", false),
                new LocalQueue("office-duplex", cable, "", "Local Raw Printer", "2nd floor", true));

        assertThat(found).filteredOn(s -> s.hints().containsKey(HintName.QUEUE)).hasSize(2);
        assertThat(found)
                .filteredOn(s -> !s.hints().containsKey(HintName.QUEUE))
                .singleElement()
                .satisfies(printer -> {
                    assertThat(printer.door()).isEqualTo(Sighting.Door.USB);
                    assertThat(printer.address().getHostAddress()).startsWith("100:0:0:0:");
                    assertThat(printer.hints())
                            .containsEntry(HintName.MANUFACTURER, "HP")
                            .containsEntry(HintName.MODEL, "LaserJet 1020")
                            .containsEntry(HintName.SERIAL, "FN12345")
                            .containsEntry(HintName.DEVICE_TYPE, "local")
                            .containsEntry(HintName.LOCATION, "2nd floor")
                            .containsEntry(HintName.IPP_PATH, "printers/office");
                });
    }

    @Test
    void queueOfANetworkPrinter_isOnlyAQueue() throws InterruptedException {
        String uri = "ipp://10.0.0.5/ipp/print";

        assertThat(found(new LocalQueue("net", uri, "MFG:Acme;MDL:P-1;SN:AB12345;", "Acme", "", true)))
                .singleElement()
                .satisfies(queue -> assertThat(queue.hints())
                        .containsEntry(HintName.QUEUE, "net")
                        .containsEntry(HintName.DEVICE_URI, uri)
                        .containsEntry(HintName.SERIAL, "AB12345"));
    }

    @Test
    void queueWithAWildUri_isOnlyAQueue() throws InterruptedException {
        assertThat(found(
                        new LocalQueue("a", "", "", "", "", false),
                        new LocalQueue("b", "usb", "", "", "", false),
                        new LocalQueue("c", "file:///dev/null%zz?serial=%", "", "", "", false)))
                .hasSize(3)
                .allSatisfy(queue -> assertThat(queue.hints()).containsKey(HintName.QUEUE));
    }
}
