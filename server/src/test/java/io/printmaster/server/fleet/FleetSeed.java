package io.printmaster.server.fleet;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.Meters;
import io.printmaster.model.Printer;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.Agents;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.Devices;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.Tx;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.DeviceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/// Fills a store with a fleet as varied as real ones: agents that report, are late or silent, devices in every state,
/// supplies with and without numbers, histories. The same random source makes the same fleet.
public final class FleetSeed {
    private final Store store;
    private final Instant now;
    private final RandomGenerator random;

    public FleetSeed(Store store, Instant now, RandomGenerator random) {
        this.store = store;
        this.now = now;
        this.random = random;
    }

    /// Adds agents `prefix-1` to `prefix-n`; of every five one is late and one silent.
    public List<AgentId> agents(TenantId tenant, String prefix, int count) {
        List<AgentId> ids = new ArrayList<>();
        store.write(tx -> {
            tx.tenants().add(tenant, tenant.value(), now.minus(Duration.ofDays(400)));
            for (int i = 1; i <= count; i++) {
                AgentId id = new AgentId(prefix + "-" + i);
                ids.add(id);
                agent(tx, tenant, id, i);
            }
            return null;
        });
        return ids;
    }

    private void agent(Tx tx, TenantId tenant, AgentId id, int number) {
        AgentFacts facts = new AgentFacts(
                "Site " + number,
                "0.2.0",
                "1",
                "host-" + number + ".example",
                "10.0." + number % 250 + ".5",
                number % 2 == 0 ? "linux" : "windows",
                number % 2 == 0 ? "Debian 13" : "Server 2025",
                "amd64",
                "release",
                "",
                "java 25",
                2,
                2_048);
        String address = "198.51.100." + number % 250;
        tx.agents().register(id, tenant, "Site " + number, facts, address, now.minus(Duration.ofDays(90)));
        Duration silence = switch (number % 5) {
            case 3 -> Duration.ofMinutes(12);
            case 4 -> Duration.ofHours(number);
            default -> Duration.ofSeconds(20);
        };
        String upload = number % 5 == 3
                ? "{\"queued_devices\":42,\"queued_metrics\":310,\"oldest_queued_seconds\":7300,\"breaker\":\"open\","
                        + "\"storage_mode\":\"disk\",\"last_error\":\"connect timed out\"}"
                : "{\"queued_devices\":0,\"queued_metrics\":0,\"oldest_queued_seconds\":0,\"breaker\":\"closed\","
                        + "\"storage_mode\":\"memory\"}";
        tx.agents()
                .heartbeat(
                        id,
                        new Agents.Beat(
                                facts,
                                "active",
                                OptionalInt.of(10),
                                Optional.of(upload),
                                OptionalInt.of(number % 7 == 0 ? 180 : 1),
                                address,
                                now.minus(silence)));
        tx.audit()
                .add(new Audit.Entry(
                        now.minus(Duration.ofDays(90)),
                        tenant,
                        id.value(),
                        "",
                        "register",
                        "Agent registered: 0.2.0",
                        address));
    }

    /// Adds printers to these agents in turn, with a newest sample for most and a history for some.
    public List<Printer> devices(TenantId tenant, List<AgentId> agents, int count) {
        PrinterMaker maker = new PrinterMaker(random, now);
        List<Printer> printers = new ArrayList<>();
        for (int from = 0; from < count; from += 500) {
            int start = from;
            int end = Math.min(count, from + 500);
            store.write(tx -> {
                for (int i = start; i < end; i++) {
                    Printer printer = maker.printer(i);
                    printers.add(printer);
                    add(tx, tenant, agents.get(i % agents.size()), printer, i);
                }
                return null;
            });
        }
        return printers;
    }

    /// Adds one printer as its agent would report it.
    public void add(Tx tx, TenantId tenant, AgentId agent, Printer printer, int number) {
        String detail = DeviceJson.timeless(DeviceRecord.of(printer));
        tx.devices().report(tenant, agent, new Devices.Report(printer, detail), now);
        int samples = number % 9 == 8 ? 0 : number < 60 ? 40 : 1;
        long total = random.nextLong(1_000, 900_000);
        int black = 100;
        Duration age = number % 9 == 7 ? Duration.ofDays(6) : Duration.ofMinutes(random.nextInt(1, 55));
        for (int i = 0; i < samples; i++) {
            Instant at = now.minus(age).minus(Duration.ofDays(samples - 1L - i));
            total += random.nextInt(400);
            black = black <= 5 ? 100 : black - random.nextInt(6);
            long inColor = total / 4;
            Meters meters = new Meters(
                    Map.of("total", total, "color", inColor, "mono", total - inColor, "scan", total / 9),
                    "impressions");
            String levels = "{\"black\":" + black + ",\"cyan\":" + (black + 37) % 100 + "}";
            tx.metrics().add(tenant, printer.key(), new Metrics.Point(at, meters, levels, "", false));
        }
    }
}
