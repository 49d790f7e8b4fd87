package io.printmaster.server.store;

import static io.printmaster.server.store.Samples.NOW;
import static io.printmaster.server.store.Samples.jammed;
import static io.printmaster.server.store.Samples.printer;
import static io.printmaster.server.store.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.AgentId;
import io.printmaster.model.Meters;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.server.store.DeviceQueries.Filter;
import io.printmaster.server.store.DeviceQueries.Sort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What every [Store] must do about the lists of devices after any history: kept counts and read rows
/// agree.
public abstract class DeviceListContract extends StoreFixture {
    private static final Scope ALL = new Scope.Everyone();

    private static Filter filter(
            String text, Optional<Boolean> inError, Optional<Boolean> low, Optional<AgentId> agent) {
        return new Filter(
                text,
                Set.of(),
                Optional.empty(),
                inError,
                low,
                Optional.empty(),
                Optional.empty(),
                agent,
                Optional.empty(),
                Optional.empty());
    }

    private List<DeviceRow> walk(Scope scope, Filter filter, Sort sort, boolean descending) {
        List<DeviceRow> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        long total;
        do {
            PageRequest request = new PageRequest(7, after);
            Page<DeviceRow> page = store.read(tx -> tx.devices().page(scope, filter, sort, descending, request));
            all.addAll(page.items());
            after = page.next();
            total = page.total();
        } while (after.isPresent());
        assertThat(all).doesNotHaveDuplicates().hasSize((int) total);
        assertThat(store.<Long>read(tx -> tx.devices().count(scope, filter))).isEqualTo(total);
        return all;
    }

    private void live(SplittableRandom random) {
        Instant now = NOW;
        for (int i = 0; i < 400; i++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(120)));
            AgentId agent = random.nextInt(4) == 0 ? SECOND : AGENT;
            String serial = "SER%04d".formatted(random.nextInt(40));
            Printer p = random.nextInt(5) == 0
                    ? jammed(serial, now)
                    : printer(serial, "M" + random.nextInt(3), "10.0.0." + random.nextInt(9), random.nextInt(101), now);
            boolean moves = random.nextInt(10) == 0;
            PrinterKey uuid = PrinterKey.ofUuid("11111111-2222-3333-4444-0000000000%02d".formatted(random.nextInt(10)))
                    .orElseThrow();
            Printer told = moves ? Samples.formerly(p, uuid) : p;
            Instant at = now;
            Meters meters = new Meters(Map.of("total", random.nextLong(1_000)), "");
            store.write(tx -> {
                tx.devices().report(TENANT, agent, report(told), at);
                return tx.metrics().add(TENANT, told.key(), new Metrics.Point(at, meters, "{}", "", false));
            });
        }
    }

    @Test
    void countsAndRows_agree_afterReportsTakeOversAndNewKeys() {
        live(new SplittableRandom(5));
        List<DeviceRow> all = walk(ALL, Filter.ALL, Sort.MODEL, false);
        assertThat(all).hasSizeGreaterThan(20);

        for (Optional<Boolean> inError : List.of(Optional.<Boolean>empty(), Optional.of(true), Optional.of(false))) {
            for (Optional<Boolean> low : List.of(Optional.<Boolean>empty(), Optional.of(true), Optional.of(false))) {
                List<DeviceRow> expected = all.stream()
                        .filter(d -> inError.orElse(d.inError()) == d.inError())
                        .filter(d -> low.orElse(d.suppliesLow()) == d.suppliesLow())
                        .toList();
                Filter filter = filter("", inError, low, Optional.empty());
                assertThat(walk(ALL, filter, Sort.MODEL, false)).isEqualTo(expected);
                assertThat(walk(new Scope.Only(TENANT), filter, Sort.MODEL, false))
                        .isEqualTo(expected);
            }
        }
        for (AgentId agent : List.of(AGENT, SECOND)) {
            DeviceQueries.Watched watched = store.read(tx -> tx.devices().watched(TENANT, agent));
            Filter mine = filter("", Optional.empty(), Optional.empty(), Optional.of(agent));
            Filter broken = filter("", Optional.of(true), Optional.empty(), Optional.of(agent));
            assertThat(watched.devices())
                    .isEqualTo(walk(ALL, mine, Sort.SERIAL, true).size());
            assertThat(watched.inError())
                    .isEqualTo(walk(ALL, broken, Sort.SERIAL, true).size());
        }
    }

    @Test
    void everyOrder_isTheSame_readAlongAnIndexAndSortedHere() {
        live(new SplittableRandom(6));
        for (Sort sort : Sort.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                assertThat(walk(ALL, Filter.ALL, sort, descending))
                        .as(sort + " " + descending)
                        .isEqualTo(walk(new Scope.Only(TENANT), Filter.ALL, sort, descending));
            }
        }
    }

    @Test
    void search_takesBeginningsOfWords_andAnyFourCharactersOfTheSerial() {
        live(new SplittableRandom(7));
        for (String text :
                List.of("ser0007", "R000", "0007", "acm", "host-ser0007", "10.0.0", "a-ser0007", "floor ac")) {
            assertThat(walk(ALL, filter(text, Optional.empty(), Optional.empty(), Optional.empty()), Sort.IP, false))
                    .as(text)
                    .isNotEmpty();
        }
        for (String text : List.of("cme", "ser0007 nothing", "%", "7")) {
            assertThat(walk(ALL, filter(text, Optional.empty(), Optional.empty(), Optional.empty()), Sort.IP, false))
                    .as(text)
                    .isEmpty();
        }
    }
}
