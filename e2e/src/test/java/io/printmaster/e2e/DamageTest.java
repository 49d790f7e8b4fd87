package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.StoreFault;
import io.printmaster.agent.store.sqlite.Damage;
import io.printmaster.agent.store.sqlite.DataDirectory;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore;
import io.printmaster.agent.store.sqlite.OverflowLimits;
import io.printmaster.agent.store.sqlite.SqliteVault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Files that are damaged at any place: the agent's store opens every time, gives back what can be read and nothing
/// else, says what is missing, and works on.
final class DamageTest {
    private static final OverflowLimits LIMITS = new OverflowLimits(50_000_000, Duration.ofMinutes(10), 1_000);
    private static final List<String> FILES = List.of("devices.db", "devices.db-wal", "devices.db-shm");

    @RegisterExtension
    final Programs programs = Programs.perTest();

    private Path directory;

    /// What waited in the end.
    private final Set<String> before = new HashSet<>();

    /// What ever did.
    private final Set<String> everSaid = new HashSet<>();

    private int told;
    private int whole;
    private long lost;

    @BeforeEach
    void folder() throws IOException {
        directory = QuickFolder.make(programs).path();
    }

    @Test
    void queueDamagedAnywhere_opensEveryTime_andLosesOnlyWhatItTells() throws Exception {
        damage(120, 21);
    }

    @Test
    @Tag("long")
    void queueDamagedInTwoThousandWays_opensEveryTime_andLosesOnlyWhatItTells() throws Exception {
        damage(2_000, 22);
    }

    private void damage(int times, long seed) throws Exception {
        Path base = base();
        Random chance = new Random(seed);
        for (int i = 0; i < times; i++) {
            Path data = Files.createDirectories(directory.resolve("data-" + i));
            for (String name : FILES) {
                Files.copy(base.resolve(name), data.resolve(name));
            }
            String harm = FileHarm.any(data.resolve(FILES.get(chance.nextInt(3) / 2)), chance);
            judge(data, i + ": " + harm);
            delete(data);
        }
        System.out.println("damaged queues: " + times + " of " + before.size() + " records each, " + told
                + " times told, " + whole + " times nothing was missing, " + lost + " records lost in all");
    }

    /// A queue as a killed agent leaves it: much in the database, the newest in the log only.
    private Path base() throws IOException, InterruptedException {
        Path base = Files.createDirectory(directory.resolve("base"));
        VirtualTime time = new VirtualTime(Instant.parse("2026-03-02T09:00:00Z"));
        try (InsideAgent agent = InsideAgent.in(directory.resolve("agent"), time, 40)) {
            for (int cycle = 0; cycle < 30; cycle++) {
                time.pass(Duration.ofMinutes(5));
                agent.collect();
                if (cycle == 20) {
                    agent.look();
                }
                before.clear();
                for (RecordKind kind : RecordKind.values()) {
                    agent.store
                            .outbox()
                            .peek(kind, 100_000, Long.MAX_VALUE)
                            .forEach(record ->
                                    assertThat(before.add(text(record))).isTrue());
                }
                everSaid.addAll(before);
            }
            for (String name : FILES) {
                Files.copy(file(name), base.resolve(name));
            }
        }
        assertThat(Files.size(base.resolve("devices.db-wal"))).isGreaterThan(100_000);
        return base;
    }

    private Path file(String name) {
        return directory.resolve("agent").resolve(name);
    }

    private static String text(QueuedRecord record) {
        return record.printer() + " " + new String(record.payload(), StandardCharsets.UTF_8);
    }

    private void judge(Path data, String harm) {
        try (DataDirectory held = DataDirectory.take(data);
                OverflowDeviceStore store = OverflowDeviceStore.open(held, LIMITS, Clock.systemUTC())) {
            int queued = 0;
            Set<String> there = new HashSet<>();
            for (RecordKind kind : RecordKind.values()) {
                for (QueuedRecord record : store.outbox().peek(kind, 100_000, Long.MAX_VALUE)) {
                    // The number is outside of the checksum: a flipped bit may give a record another one.
                    assertThat(everSaid).as("%s: record %d", harm, record.id()).contains(text(record));
                    assertThat(there.add(text(record)))
                            .as("%s: record %d is there once", harm, record.id())
                            .isTrue();
                    queued++;
                }
            }
            Ledger ledger = store.outbox().ledger();
            assertThat(ledger.balanced()).as("%s: %s", harm, ledger).isTrue();
            assertThat(ledger.queued()).as(harm).isEqualTo(queued);
            // Where the newest state of a page is lost, a record that was replaced since may be there again.
            there.retainAll(before);
            int missing = before.size() - there.size();
            boolean tells = store.damage().isPresent() || ledger.dropped() >= missing;
            assertThat(missing == 0 || tells)
                    .as("%s: %d records are missing and nobody says so", harm, missing)
                    .isTrue();
            store.damage().ifPresent(damage -> {
                damage.lost()
                        .ifPresent(count -> assertThat(count + there.size())
                                .as("%s: %s", harm, damage)
                                .isGreaterThanOrEqualTo(before.size()));
                assertThat(missing == 0 || damage.between().isPresent())
                        .as("%s: %s", harm, damage)
                        .isTrue();
                damage.between()
                        .ifPresent(span ->
                                assertThat(inOrder(span)).as(harm + ": " + span).isTrue());
            });
            told += store.damage().isPresent() ? 1 : 0;
            whole += missing == 0 ? 1 : 0;
            lost += missing;
            store.outbox().enqueue(CannedPrinters.reading(1, Instant.now()).sample(), Instant.now());
        } catch (StoreFault | IllegalStateException e) {
            throw new AssertionError(harm, e);
        }
    }

    private static boolean inOrder(Damage.Span span) {
        return span.from().isEmpty()
                || span.to().isEmpty()
                || !span.from().orElseThrow().isAfter(span.to().orElseThrow());
    }

    @Test
    void vaultDamagedAnywhere_opensOrAsksToJoinAgain() throws Exception {
        Path base = Files.createDirectory(directory.resolve("vault"));
        try (DataDirectory held = DataDirectory.take(base);
                SqliteVault vault = SqliteVault.inFile(held, new SecureRandom())) {
            vault.putTraceTags(Map.of("site", "Hall 1"));
        }
        Random chance = new Random(31);
        int asked = 0;
        for (int i = 0; i < 100; i++) {
            Path data = Files.createDirectories(directory.resolve("vault-" + i));
            for (String name : List.of(SqliteVault.FILE_NAME, SqliteVault.KEY_NAME)) {
                Files.copy(base.resolve(name), data.resolve(name));
            }
            String harm = FileHarm.any(data.resolve(SqliteVault.FILE_NAME), chance);
            try (DataDirectory held = DataDirectory.take(data)) {
                SqliteVault.inFile(held, new SecureRandom()).close();
            } catch (StoreFault e) {
                assertThat(e.kind()).as(harm + ": " + e.getMessage()).isEqualTo(StoreFault.Kind.JOIN_AGAIN);
                assertThat(e.getMessage()).as(harm).containsIgnoringCase("join");
                asked++;
            }
            delete(data);
        }
        System.out.println("damaged vaults: 100, " + asked + " times asked to join again");
        assertThat(asked).isPositive();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
