package io.printmaster.bench;

import io.avaje.jsonb.JsonType;
import io.printmaster.bench.JsonCandidates.PlainBatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/// Devices decoded a second, one thread, by each of [JsonCandidates].
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JsonDecodeBenchmark {
    private final byte[] body = JsonCandidates.batch();
    private final JsonMapper mapper = JsonCandidates.databindReader();
    private final JsonType<PlainBatch> avaje = JsonCandidates.avajeReader();

    /// The wire's mapping over Jackson's tree, to the model, record by record.
    @Benchmark
    @OperationsPerInvocation(JsonCandidates.DEVICES)
    public int wire() {
        return JsonCandidates.wire(body);
    }

    /// Jackson's data binding to plain records.
    @Benchmark
    @OperationsPerInvocation(JsonCandidates.DEVICES)
    public int databind() {
        return JsonCandidates.databind(mapper, body);
    }

    /// avaje-jsonb's generated adapters to plain records.
    @Benchmark
    @OperationsPerInvocation(JsonCandidates.DEVICES)
    public int avaje() {
        return JsonCandidates.avaje(avaje, body);
    }
}
