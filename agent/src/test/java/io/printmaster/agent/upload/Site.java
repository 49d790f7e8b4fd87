package io.printmaster.agent.upload;

import io.printmaster.agent.send.Breaker;
import io.printmaster.agent.send.FakeServer;
import io.printmaster.agent.send.FakeServer.Reply;
import io.printmaster.agent.send.FakeServer.Seen;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.RequestLimits;
import io.printmaster.agent.send.RetryPolicy;
import io.printmaster.agent.send.Retrying;
import io.printmaster.agent.store.AgentVault;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import io.printmaster.agent.store.sqlite.SqliteVault;
import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.Condition;
import io.printmaster.model.Identity;
import io.printmaster.model.Inventory;
import io.printmaster.model.Meters;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Provenance;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import io.printmaster.model.UploadHealth;
import io.printmaster.program.Secret;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// A site of the tests: real store and vault (SQLite in memory), real client, a clock that moves only when somebody
/// sleeps or says so, and the fake server.
final class Site implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    static final AgentId AGENT = new AgentId("agent-01");
    static final String TOKEN = "AbCdEfGhIjKlMnOpQrStUvWxYz";

    private Duration passed = Duration.ZERO;
    final List<Duration> slept = new ArrayList<>();
    final FakeServer server = FakeServer.start();
    final AgentVault vault = SqliteVault.inMemory(new SecureRandom());
    final DeviceStore store = SqliteDeviceStore.inMemory();
    final AtomicInteger back = new AtomicInteger();
    final AtomicInteger wentAway = new AtomicInteger();
    Optional<Invitation> invitation = Optional.empty();

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return START.plus(passed);
        }
    };
    final Pace pace = new Pace(
            clock,
            () -> passed.toNanos(),
            pause -> {
                slept.add(pause);
                pass(pause);
            },
            new Random(7));
    final Enrollment enrollment;
    final Line line;
    final UploadWorker uploads;
    final HeartbeatWorker heartbeats;

    Site() {
        this(new RequestLimits(Duration.ofSeconds(5), Duration.ofSeconds(5)));
    }

    Site(RequestLimits limits) {
        enrollment = new Enrollment(vault, AGENT, Enrollment.Fixed.NOTHING, () -> AgentFacts.NONE, pace, limits);
        line = new Line(
                enrollment,
                new Retrying(RetryPolicy.SEED, pace),
                new Breaker(pace.nanos(), Duration.ofMinutes(1), pace.random()),
                pace,
                limits);
        uploads = new UploadWorker(
                line,
                store,
                new UploadWorker.Limits(500, 900_000),
                Duration.ofMinutes(5),
                pace,
                wentAway::incrementAndGet);
        heartbeats = new HeartbeatWorker(
                line,
                () -> invitation,
                () -> HeartbeatWorker.active(
                        line.agentId(),
                        clock.instant(),
                        new HeartbeatWorker.Report(
                                "", AgentFacts.NONE, 0, new UploadHealth(0, 0, 0, "", "", "", Map.of()))),
                Duration.ofMinutes(1),
                pace,
                back::incrementAndGet);
    }

    void pass(Duration time) {
        passed = passed.plus(time);
    }

    Instant now() {
        return clock.instant();
    }

    /// As after a join: token, join token, address and authority are in the vault.
    Site joined() {
        new Membership(AGENT, server.url(), FakeServer.trust(), new Secret(TOKEN), new Secret("join-token"), "t")
                .save(vault);
        return this;
    }

    /// Joined, and the first heartbeat was answered.
    Site online() throws InterruptedException {
        return online("");
    }

    Site online(String capabilities) throws InterruptedException {
        joined();
        server.behave(r -> heartbeatOk(capabilities));
        heartbeats.round();
        return this;
    }

    static Reply heartbeatOk(String capabilities) {
        return Reply.of(200, "{\"success\":true" + (capabilities.isEmpty() ? "" : "," + capabilities) + "}");
    }

    /// A server that takes everything.
    static Reply stored(Seen request) {
        int n = count(request);
        return Reply.of(200, "{\"success\":true,\"received\":" + n + ",\"stored\":" + n + "}");
    }

    /// Records in a batch.
    static int count(Seen request) {
        return request.body().split("\"device_key\"", -1).length - 1;
    }

    static String serial(int n) {
        return String.format("SN%06d", n);
    }

    Printer printer(int n) {
        Identity identity = new Identity("HP", "LaserJet", serial(n), "", "", "");
        return new Printer(
                PrinterKey.ofSerial("HP", serial(n)).orElseThrow(),
                identity,
                Network.NONE,
                Condition.UNKNOWN,
                Inventory.NONE,
                new Provenance("network", "snmp", "snmp", now(), now(), "", ""));
    }

    void queueDevices(int from, int to) {
        for (int n = from; n < to; n++) {
            store.outbox().enqueue(printer(n), now());
        }
    }

    void queueSamples(int from, int to) {
        for (int n = from; n < to; n++) {
            store.outbox().enqueue(reading(n).sample(), now());
        }
    }

    Reading reading(int n) {
        return new Reading(printer(n), new Meters(Map.of(Meters.TOTAL, 100L + n), "impressions"), now());
    }

    void know(int n) {
        Sighting sighting =
                new Sighting(InetAddress.getLoopbackAddress(), 161, Sighting.Door.SNMP, "", now(), Map.of());
        store.printers().put(new KnownPrinter(reading(n), sighting, Optional.of(now())));
    }

    int queued(RecordKind kind) {
        return store.outbox().count(kind);
    }

    @Override
    public void close() {
        line.close();
        server.close();
        store.close();
        vault.close();
    }
}
