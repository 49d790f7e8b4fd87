package io.printmaster.server.store.sqlite;

import static io.printmaster.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.Printer;
import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.DeviceQueries.Filter;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Samples;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreFixture;
import io.printmaster.server.store.SupplyQueries;
import io.printmaster.server.store.SupplyQueries.SupplyRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A search that finds more than anybody counts.
class ManyFoundTest extends StoreFixture {
    private static final int DEVICES = Page.COUNTED + 50;

    @TempDir
    Path directory;

    @Override
    protected Store open() {
        return SqliteStore.open(directory, new Random(1));
    }

    private void fill(IntFunction<Printer> report) {
        for (int from = 0; from < DEVICES; from += 500) {
            var reports = IntStream.range(from, Math.min(from + 500, DEVICES))
                    .mapToObj(i -> Samples.report(report.apply(i)))
                    .toList();
            store.write(tx -> tx.devices().reportAll(TENANT, AGENT, reports, NOW));
        }
    }

    private static Printer printer(int i) {
        return Samples.printer("SER%06d".formatted(i), i < 9_000 ? "Common" : "Rare", "10.0.0.1", 50, NOW);
    }

    @Test
    void totalBeyondTheCounted_isSaidToBeMore_andTheExactOnesStayExact() {
        fill(ManyFoundTest::printer);
        Page<DeviceRow> all = page(Samples.finding(""));
        assertThat(all.exact()).isTrue();
        assertThat(all.total()).isEqualTo(DEVICES);

        Page<DeviceRow> many = page(Samples.finding("ser"));
        assertThat(many.exact()).isFalse();
        assertThat(many.total()).isEqualTo(Page.COUNTED);
        assertThat(many.items()).hasSize(3);
        assertThat(many.next()).isPresent();
        assertThat(store.<Long>read(tx -> tx.devices().count(new Scope.Everyone(), Samples.finding("ser"))))
                .isEqualTo(DEVICES);

        assertThat(page(Samples.finding("common")).exact()).isTrue();
        assertThat(page(Samples.finding("common")).total()).isEqualTo(9_000);
        assertThat(page(Samples.finding("rare ser")).total()).isEqualTo(DEVICES - 9_000);
    }

    /// Most with a part number of their own: more different texts than are stepped through.
    private static Printer withPart(int i) {
        String part = "P-%06dX".formatted(i);
        return Samples.holding(
                printer(i), List.of(Samples.supply("1.1", i % 2 == 0 ? "Toner" : "Drum", part, i % 101)));
    }

    @Test
    void suppliesBeyondTheFew_areFoundInTheirOrder_andCountedAsFarAsIsSaid() {
        fill(ManyFoundTest::withPart);
        List<SupplyRow> all = new ArrayList<>();
        for (Optional<String> next = Optional.of(""); next.isPresent(); ) {
            Page<SupplyRow> page =
                    supplies("", new PageRequest(PageRequest.MAX, next.filter(cursor -> !cursor.isEmpty())));
            all.addAll(page.items());
            next = page.next();
        }
        assertThat(all).hasSize(DEVICES);

        // All texts, and every second: along the order, counted by the index of the texts.
        found("p-", all, s -> true, Page.COUNTED, false);
        found("drum", all, s -> s.name().equals("Drum"), DEVICES / 2, true);
        // Texts that are few among many: found by reading the index.
        found("p-00012", all, s -> s.partNumber().startsWith("P-00012"), 10, true);
        // A word of most devices, and one of few.
        found("common", all, s -> s.model().equals("Common"), 1_000, false);
        found("rare", all, s -> s.model().equals("Rare"), DEVICES - 9_000, true);
    }

    private void found(String text, List<SupplyRow> all, Predicate<SupplyRow> which, long total, boolean exact) {
        Page<SupplyRow> page = supplies(text, PageRequest.first(60));
        assertThat(page.items())
                .as(text)
                .isEqualTo(all.stream().filter(which).limit(60).toList());
        assertThat(page.total()).as(text).isEqualTo(total);
        assertThat(page.exact()).as(text).isEqualTo(exact);
    }

    private Page<SupplyRow> supplies(String text, PageRequest request) {
        return store.read(
                tx -> tx.supplies().page(new Scope.Everyone(), new SupplyQueries.Filter(text, Set.of()), request));
    }

    private Page<DeviceRow> page(Filter filter) {
        return store.read(tx -> tx.devices()
                .page(new Scope.Everyone(), filter, DeviceQueries.Sort.SERIAL, false, PageRequest.first(3)));
    }
}
