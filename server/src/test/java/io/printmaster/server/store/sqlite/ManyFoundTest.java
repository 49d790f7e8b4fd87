package io.printmaster.server.store.sqlite;

import static io.printmaster.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.DeviceQueries.Filter;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Samples;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreFixture;
import java.nio.file.Path;
import java.util.Random;
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

    @Test
    void totalBeyondTheCounted_isSaidToBeMore_andTheExactOnesStayExact() {
        for (int from = 0; from < DEVICES; from += 500) {
            var reports = IntStream.range(from, Math.min(from + 500, DEVICES))
                    .mapToObj(i -> Samples.report(Samples.printer(
                            "SER%06d".formatted(i), i < 9_000 ? "Common" : "Rare", "10.0.0.1", 50, NOW)))
                    .toList();
            store.write(tx -> tx.devices().reportAll(TENANT, AGENT, reports, NOW));
        }
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

    private Page<DeviceRow> page(Filter filter) {
        return store.read(tx -> tx.devices()
                .page(new Scope.Everyone(), filter, DeviceQueries.Sort.SERIAL, false, PageRequest.first(3)));
    }
}
