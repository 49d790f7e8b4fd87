package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// One soak: faults in a random order that its seed gives, everything judged at each quiet moment.
///
/// Between the faults, and while they last, the agent's status is asked again and again: its ledger has to balance in
/// each answer.
final class Soak implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration MOMENT = Duration.ofMillis(400);

    private static final ProcessUse AGENT_LIMIT = new ProcessUse(90, 60, 90);
    private static final ProcessUse SERVER_LIMIT = new ProcessUse(220, 80, 120);
    /// Of the agent's folder in memory mode: credentials, key, lock, socket.
    private static final long DATA_LIMIT_BYTES = 200_000;

    private final SoakSite site;
    private final Random chance;
    private final List<SoakFault> deck = new ArrayList<>();
    private final Map<SoakFault, Integer> done = new EnumMap<>(SoakFault.class);
    private final List<String> unbalanced = new CopyOnWriteArrayList<>();
    private final AtomicLong looks = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread watch;
    private Duration clockAhead = Duration.ZERO;
    private long restartsNotBefore = System.nanoTime();
    private int damages;
    private ProcessUse agentMost = new ProcessUse(0, 0, 0);
    private ProcessUse serverMost = new ProcessUse(0, 0, 0);
    private long firstServerMegabytes;

    Soak(SoakSite site, long seed) {
        this.site = site;
        this.chance = new Random(seed);
        this.watch = Thread.ofVirtual().name("soak-watch").start(this::watch);
    }

    private void watch() {
        Random lives = new Random(1);
        long next = System.nanoTime();
        while (!over.get()) {
            site.status().ifPresent(status -> {
                looks.incrementAndGet();
                JsonNode ledger = status.path("ledger");
                if (!ledger.path("balanced").asBoolean()) {
                    unbalanced.add(ledger.toString());
                }
            });
            if (System.nanoTime() - next > 0) {
                site.live(lives);
                next = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            }
            await().pollDelay(MOMENT).until(() -> true);
        }
    }

    /// Faults for so long, each followed by a quiet moment.
    void run(Duration time) throws Exception {
        quiet("at the start");
        firstServerMegabytes = ProcessUse.of(site.server.process()).anonMegabytes();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            SoakFault fault = next();
            try {
                happen(fault);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(fault + " after " + done, e);
            }
            done.merge(fault, 1, Integer::sum);
            quiet(fault + " after " + done);
        }
    }

    /// Each fault comes before any comes again.
    private SoakFault next() {
        if (deck.isEmpty()) {
            Collections.addAll(deck, SoakFault.values());
            Collections.shuffle(deck, chance);
        }
        return deck.removeLast();
    }

    private void happen(SoakFault fault) throws Exception {
        switch (fault) {
            case LINE -> {
                site.line.faults(FaultyLine.atRandom(chance.nextLong()));
                site.line.breakAll();
                passSome(10);
                site.line.heal();
                site.line.breakAll();
            }
            case CUTS -> {
                Tap.Harm[] harms = Tap.Harm.values();
                int shift = chance.nextInt(harms.length);
                site.tap.mischief((path, number) -> harms[(number + shift) % harms.length]);
                passSome(12);
                site.tap.mischief((path, number) -> Tap.Harm.NONE);
            }
            case AGENT_HELD -> held(site.agent.process());
            case SERVER_HELD -> held(site.server.process());
            case AGENT_KILLED -> {
                awaitLead();
                site.agent.process().kill();
                site.startAgent();
            }
            case SERVER_KILLED -> {
                site.server.process().kill();
                site.server.start();
            }
            case AGENT_RESTARTED -> restart(() -> {});
            case SERVER_RESTARTED -> {
                site.server.process().stop(Duration.ofSeconds(40));
                site.server.start();
            }
            case SERVER_AWAY -> {
                site.server.process().stop(Duration.ofSeconds(40));
                awaitSpill();
                passSome(15);
                site.server.start();
            }
            case SPILL_KILLED -> {
                awaitLead();
                cutOff(this::awaitSpill);
                site.agent.process().kill();
                site.startAgent();
            }
            case SPILL_DAMAGED ->
                cutOff(() -> {
                    awaitSpill();
                    restart(this::damage);
                });
            case DISK_FULL -> diskFull();
            case CLOCK_FORWARD -> setClock(Duration.ofSeconds(60 + chance.nextInt(3_500)));
            case CLOCK_BACK -> {
                int seconds = 5 + chance.nextInt(15);
                setClock(Duration.ofSeconds(-seconds));
                restartsNotBefore =
                        System.nanoTime() + Duration.ofSeconds(2L * seconds + 5).toNanos();
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private void restart(Step meanwhile) throws Exception {
        awaitLead();
        assertThat(site.agent.process().stop(Duration.ofSeconds(60))).isZero();
        meanwhile.run();
        site.startAgent();
    }

    /// While it happens nothing reaches the server.
    private void cutOff(Step meanwhile) throws Exception {
        site.tap.mischief((path, number) -> Tap.Harm.CUT_BEFORE);
        meanwhile.run();
        site.tap.mischief((path, number) -> Tap.Harm.NONE);
    }

    private void held(ProgramUnderTest program) {
        program.signal("STOP");
        passSome(8);
        program.signal("CONT");
    }

    private void damage() throws IOException {
        List<Path> files = site.spill().stream()
                .filter(file -> !file.toString().endsWith("-shm"))
                .toList();
        FileHarm.any(files.get(chance.nextInt(files.size())), chance);
        damages++;
    }

    private void diskFull() throws Exception {
        site.disk.fill();
        cutOff(() -> await().atMost(PATIENCE)
                .pollInterval(MOMENT)
                .until(() -> site.status()
                        .filter(status ->
                                !status.at("/storage/fault").asString("").isEmpty())
                        .isPresent()));
        site.disk.makeRoom();
    }

    private void setClock(Duration by) {
        clockAhead = clockAhead.plus(by);
        site.clock.set(clockAhead);
        passSome(4);
    }

    private void awaitLead() {
        await().atMost(PATIENCE).until(() -> System.nanoTime() - restartsNotBefore > 0);
    }

    private void awaitSpill() {
        await().atMost(PATIENCE)
                .pollInterval(MOMENT)
                .until(() -> Files.exists(site.agent.data().resolve("devices.db")));
    }

    private void passSome(int seconds) {
        Duration time = Duration.ofMillis(1_000 + chance.nextInt(seconds * 1_000));
        await().pollDelay(time).atMost(time.plusSeconds(30)).until(() -> true);
    }

    /// Nothing waits, everything is in memory: acknowledged = stored, and nobody has grown.
    private void quiet(String when) throws Exception {
        await().alias("all is sent: " + when)
                .atMost(PATIENCE)
                .pollInterval(MOMENT)
                .until(() -> site.status().filter(Soak::isQuiet).isPresent()
                        && !Files.exists(site.agent.data().resolve("devices.db")));
        await().alias(when)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(differences()).isEmpty());
        assertThat(unbalanced).as("ledgers, " + when).isEmpty();
        throwAwayTheDamaged();
        ProcessUse agent = ProcessUse.of(site.agent.process());
        ProcessUse server = ProcessUse.of(site.server.process());
        agentMost = agentMost.max(agent);
        serverMost = serverMost.max(server);
        assertThat(agent.max(AGENT_LIMIT)).as("the agent holds, " + when).isEqualTo(AGENT_LIMIT);
        assertThat(server.max(SERVER_LIMIT)).as("the server holds, " + when).isEqualTo(SERVER_LIMIT);
        assertThat(ProcessUse.bytesIn(site.agent.data()))
                .as("bytes in the agent's folder, " + when)
                .isLessThan(DATA_LIMIT_BYTES);
    }

    private static boolean isQuiet(JsonNode status) {
        JsonNode ledger = status.path("ledger");
        return status.at("/storage/place").asString("").equals("memory")
                && ledger.path("collected").asLong() > 0
                && ledger.path("queued").asLong() == 0;
    }

    /// A ledger in memory begins anew with each start, and damage loses what it tells.
    private List<String> differences() {
        Optional<JsonNode> status = site.status();
        if (status.isEmpty()) {
            return List.of("the agent does not tell its status");
        }
        JsonNode ledger = status.get().path("ledger");
        return Oracle.check(site.tap.deliveries(), site.agent.id(), ledger, site.server).differences().stream()
                .filter(difference -> !difference.startsWith("the line saw"))
                .filter(difference -> damages == 0 || !difference.startsWith("the agent dropped"))
                .toList();
    }

    /// As an admin would.
    private void throwAwayTheDamaged() throws IOException {
        for (Path file : site.spill()) {
            if (file.getFileName().toString().contains(".damaged-")) {
                Files.delete(file);
            }
        }
    }

    String result() {
        return done.values().stream().mapToInt(i -> i).sum() + " faults " + done + ", "
                + site.tap.deliveries().size() + " batches, "
                + site.server.database().number("SELECT count(*) FROM metrics") + " samples stored, " + looks
                + " ledgers looked at; the agent held at most " + agentMost + ", the server " + serverMost + ", "
                + firstServerMegabytes + " MB at first";
    }

    @Override
    public void close() {
        over.set(true);
        try {
            watch.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
