package io.printmaster.simulator.fleet;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.wire.BatchJson;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.Heartbeat;
import io.printmaster.wire.Receipt;
import io.printmaster.wire.RegisterAnswer;
import io.printmaster.wire.RegisterRequest;
import io.printmaster.wire.SampleJson;
import io.printmaster.wire.WireException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/// One agent of a fleet; a thread of its own runs it. It says what a real agent says, but keeps nothing: a batch
/// that is not acknowledged is sent again, byte for byte, until it is.
final class FleetAgent {
    private static final AgentFacts FACTS =
            new AgentFacts("", "simulated", "1", "fleet", "", "linux", "", "x86_64", "", "", "simulated", 2, 512);
    private static final int MAX_BATCH = 1_000;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final FleetPlan plan;
    private final FleetLine line;
    private final FleetTally tally;
    private final Clock clock;
    private final AgentId id;
    private final FleetPrinters printers;
    private final SplittableRandom chance;
    private String token = "";

    FleetAgent(FleetPlan plan, int number, FleetLine line, FleetTally tally, Clock clock) {
        this.plan = plan;
        this.line = line;
        this.tally = tally;
        this.clock = clock;
        this.id = new AgentId(plan.prefix() + "-%06d".formatted(number));
        this.printers = new FleetPrinters(plan, number, clock.instant());
        this.chance = new SplittableRandom(plan.seed() ^ 0x5DEECE66DL + number);
    }

    /// Joins and works until the thread is interrupted.
    ///
    /// @param joined run once the server has let it in
    void run(Runnable joined) throws InterruptedException {
        register();
        joined.run();
        Thread heartbeats = Thread.startVirtualThread(this::beat);
        try {
            pause(plan.upload());
            upload(IntStream.range(0, printers.count()).boxed().toList());
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(plan.upload());
                upload(printers.move());
            }
        } finally {
            heartbeats.interrupt();
        }
    }

    private void register() throws InterruptedException {
        byte[] body = new RegisterRequest(plan.join().token(), id, FACTS).toJson();
        byte[] answer = insist("/api/v1/agents/register", body, false);
        try {
            token = RegisterAnswer.fromJson(answer, id).agentToken();
        } catch (WireException e) {
            throw new IllegalStateException("the server's answer to a registration cannot be read: " + e.detail(), e);
        }
    }

    private void beat() {
        try {
            pause(plan.heartbeat());
            while (true) {
                byte[] body = new Heartbeat(
                                Optional.of(id),
                                Optional.of(clock.instant()),
                                "active",
                                "",
                                FACTS,
                                OptionalInt.of(printers.count()),
                                Optional.empty())
                        .toJson();
                line.post("/api/v1/agents/heartbeat", token, body, false);
                Thread.sleep(plan.heartbeat());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void upload(List<Integer> numbers) throws InterruptedException {
        Instant now = clock.instant();
        for (int from = 0; from < numbers.size(); from += MAX_BATCH) {
            List<Integer> some = numbers.subList(from, Math.min(numbers.size(), from + MAX_BATCH));
            List<byte[]> devices = new ArrayList<>(some.size());
            List<byte[]> samples = new ArrayList<>(some.size());
            for (int number : some) {
                devices.add(DeviceJson.encode(printers.printer(number, now)));
                samples.add(SampleJson.encode(printers.sample(number, now)));
            }
            send("/api/v1/devices/batch", BatchJson.devices(id, now, batchId(now), devices), some.size());
            send("/api/v1/metrics/batch", BatchJson.metrics(id, now, batchId(now), samples), some.size());
        }
    }

    private void send(String path, byte[] body, int records) throws InterruptedException {
        try {
            Receipt receipt = Receipt.fromJson(insist(path, body, true));
            tally.batch(records, receipt.stored());
        } catch (WireException e) {
            throw new IllegalStateException("a receipt cannot be read: " + e.detail(), e);
        }
    }

    /// Sends until the server takes it.
    ///
    /// @throws IllegalStateException when it says that it never will
    private byte[] insist(String path, byte[] body, boolean compress) throws InterruptedException {
        Duration longest = FIRST_PAUSE;
        while (true) {
            FleetLine.Reply reply = line.post(path, token, body, compress);
            if (reply.status() == 200) {
                return reply.bytes();
            }
            if (reply.status() >= 400 && reply.status() < 500 && reply.status() != 429) {
                throw new IllegalStateException("agent " + id + " was answered " + reply.status() + " at " + path);
            }
            Thread.sleep(reply.retryAfter().plusMillis(chance.nextLong(longest.toMillis() + 1)));
            longest = longest.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? longest.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /// Some of the interval, so that the agents do not act in step.
    private void pause(Duration interval) throws InterruptedException {
        Thread.sleep(Duration.ofMillis(chance.nextLong(interval.toMillis() + 1)));
    }

    private UUID batchId(Instant now) {
        long high = now.toEpochMilli() << 16 | 0x7000 | chance.nextInt(0x1000);
        return new UUID(high, chance.nextLong() >>> 2 | 0x8000_0000_0000_0000L);
    }
}
