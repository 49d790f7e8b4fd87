package io.printmaster.bench;

import io.printmaster.agent.delta.Delta;
import io.printmaster.model.Change;
import io.printmaster.model.Reading;
import io.printmaster.server.store.DeviceColumns;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.DeviceRecord;
import io.printmaster.wire.SampleJson;
import io.printmaster.wire.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One record of an office printer on its way: written and compared at the agent, read and looked through at the
/// server; records a second, one thread.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RecordBenchmark {
    private static final Instant AT = OfficeFleet.MIDNIGHT.plus(Duration.ofHours(10));

    private final Reading before;
    private final Reading after;
    private final String device;
    private final String kept;
    private final String sample;

    /// Makes a printer and what it tells five minutes later.
    public RecordBenchmark() {
        OfficeFleet fleet = new OfficeFleet(Clock.systemUTC(), true);
        before = fleet.reading(7, AT);
        after = fleet.reading(7, AT.plus(Duration.ofMinutes(5)));
        device = new String(DeviceJson.encode(before.printer()), StandardCharsets.UTF_8);
        kept = DeviceJson.timeless(DeviceRecord.of(before.printer()));
        sample = new String(SampleJson.encode(before.sample()), StandardCharsets.UTF_8);
    }

    @Benchmark
    public byte[] encodeDevice() {
        return DeviceJson.encode(before.printer());
    }

    @Benchmark
    public byte[] encodeSample() {
        return SampleJson.encode(before.sample());
    }

    @Benchmark
    public DeviceRecord decodeDevice() {
        return DeviceJson.decode(device, AT);
    }

    @Benchmark
    public SampleRecord decodeSample() {
        return SampleJson.decode(sample, AT);
    }

    /// What changed between two readings.
    @Benchmark
    public List<Change> delta() {
        return Delta.between(Optional.of(before), after);
    }

    /// What the server's lists show of a device, and its digests.
    @Benchmark
    public DeviceColumns columns() {
        return DeviceColumns.of(before.printer(), kept);
    }
}
