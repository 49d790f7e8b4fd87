package io.printmaster.bench;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.Condition;
import io.printmaster.model.DetectedError;
import io.printmaster.model.FillState;
import io.printmaster.model.Identity;
import io.printmaster.model.Inventory;
import io.printmaster.model.Level;
import io.printmaster.model.Meters;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Provenance;
import io.printmaster.model.Supply;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.Agents;
import io.printmaster.server.store.Devices;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.Store;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.DeviceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;

/// A database of many agents and devices, made through the store as reports would make it: six makers, every
/// state, four supplies each, a newest sample for nine of ten. The same seed makes the same fleet.
final class LargeFleet {
    private static final List<String> MAKERS = List.of("HP", "Canon", "Brother", "Kyocera", "Ricoh", "Lexmark");
    private static final List<String> COLORS = List.of("black", "cyan", "magenta", "yellow");
    private static final int A_COMMIT = 1_000;

    private final Store store;
    private final Instant now;
    private final SplittableRandom random = new SplittableRandom(1);

    LargeFleet(Store store, Instant now) {
        this.store = store;
        this.now = now;
    }

    static AgentId agent(int number) {
        return new AgentId("site-%05d".formatted(number));
    }

    static String serial(int number) {
        return "%s%07dX%02d"
                .formatted(MAKERS.get(number % MAKERS.size()).substring(0, 2), number, number % 97)
                .toUpperCase(Locale.ROOT);
    }

    void agents(int count) {
        for (int from = 0; from < count; from += A_COMMIT) {
            int first = from;
            int end = Math.min(count, from + A_COMMIT);
            store.write(tx -> {
                for (int i = first; i < end; i++) {
                    AgentFacts facts = new AgentFacts(
                            "Site " + i, "0.2.0", "1", "pc-" + i, "", "linux", "Debian 13", "amd64", "", "", "", 2, 0);
                    tx.agents().register(agent(i), TenantId.DEFAULT, "Site " + i, facts, "", now);
                    Duration silence = i % 40 == 39 ? Duration.ofHours(5) : Duration.ofSeconds(20);
                    tx.agents()
                            .heartbeat(
                                    agent(i),
                                    new Agents.Beat(
                                            facts,
                                            "active",
                                            OptionalInt.of(10),
                                            Optional.empty(),
                                            OptionalInt.of(0),
                                            "198.51.100.7",
                                            now.minus(silence)));
                }
                return true;
            });
        }
    }

    void devices(int count, int agents) {
        for (int from = 0; from < count; from += A_COMMIT) {
            int first = from;
            int end = Math.min(count, from + A_COMMIT);
            List<Printer> printers = new ArrayList<>();
            for (int i = first; i < end; i++) {
                printers.add(printer(i, now, random));
            }
            store.write(tx -> {
                for (int i = first; i < end; i++) {
                    Printer p = printers.get(i - first);
                    String detail = DeviceJson.timeless(DeviceRecord.of(p));
                    tx.devices()
                            .report(
                                    TenantId.DEFAULT,
                                    agent(i * (long) agents / count),
                                    new Devices.Report(p, detail),
                                    now);
                    if (i % 10 != 0) {
                        Duration age = i % 25 == 1 ? Duration.ofDays(6) : Duration.ofMinutes(random.nextInt(300));
                        Meters meters = new Meters(Map.of("total", random.nextLong(900_000)), "impressions");
                        tx.metrics()
                                .add(
                                        TenantId.DEFAULT,
                                        p.key(),
                                        new Metrics.Point(now.minus(age), meters, "{\"black\":40}", "", false));
                    }
                }
                return true;
            });
        }
    }

    private static AgentId agent(long number) {
        return agent((int) number);
    }

    static String record(int i, Instant now) {
        return new String(
                DeviceJson.encode(printer(i, now, new SplittableRandom(i + now.toEpochMilli()))),
                StandardCharsets.UTF_8);
    }

    private static Printer printer(int i, Instant now, SplittableRandom random) {
        String maker = MAKERS.get(i % MAKERS.size());
        List<Supply> supplies = new ArrayList<>();
        for (int c = 0; c < COLORS.size(); c++) {
            Level level = new Level.Measured(random.nextInt(101), 100);
            supplies.add(new Supply(
                    "1." + (c + 1),
                    COLORS.get(c) + " Toner Cartridge",
                    "toner",
                    COLORS.get(c),
                    false,
                    FillState.of(level, false),
                    level,
                    "percent",
                    "TN-" + i % 400 + COLORS.get(c).charAt(0),
                    ""));
        }
        String address = "10.%d.%d.%d".formatted(i >> 16 & 255, i >> 8 & 255, i & 255);
        String mac = "00:1b:a9:%02x:%02x:%02x".formatted(i >> 16 & 255, i >> 8 & 255, i & 255);
        return new Printer(
                PrinterKey.ofSerial(maker, serial(i)).orElseThrow(),
                new Identity(maker, "Laser " + 1_000 * (1 + i % 7) + i % 50, serial(i), "1.0", "", "AS-" + i),
                new Network(address, "printer-" + i, mac, "", "", ""),
                condition(i),
                new Inventory(supplies, List.of(), Set.of("duplex")),
                new Provenance(
                        "network",
                        "snmp",
                        "snmp",
                        now.minus(Duration.ofDays(90)),
                        now.minusSeconds(random.nextInt(90_000)),
                        "Building " + i % 300,
                        ""));
    }

    private static Condition condition(int i) {
        return switch (i % 30) {
            case 0 -> new Condition(PrinterStatus.DOWN, Set.of(DetectedError.JAMMED), List.of(), "");
            case 1, 2, 3 -> new Condition(PrinterStatus.WARNING, Set.of(DetectedError.LOW_PAPER), List.of(), "");
            case 4, 5, 6, 7 -> new Condition(PrinterStatus.OFFLINE, Set.of(), List.of(), "");
            case 8 -> i % 3_000 == 8 ? Condition.UNKNOWN : idle();
            default -> idle();
        };
    }

    private static Condition idle() {
        return new Condition(PrinterStatus.IDLE, Set.of(), List.of(), "");
    }
}
