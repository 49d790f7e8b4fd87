package io.printmaster.agent.survey;

import io.printmaster.agent.store.PrinterStore.RecordBytes;
import java.util.concurrent.atomic.LongAdder;

/// Counts what the delta saves. Thread-safe.
final class DeltaCounts {
    private final LongAdder devicesQueued = new LongAdder();
    private final LongAdder devicesSaved = new LongAdder();
    private final LongAdder samplesQueued = new LongAdder();
    private final LongAdder samplesSaved = new LongAdder();
    private final LongAdder bytesSaved = new LongAdder();

    void reading(boolean deviceQueued, boolean sampleQueued, RecordBytes bytes) {
        (deviceQueued ? devicesQueued : devicesSaved).increment();
        (sampleQueued ? samplesQueued : samplesSaved).increment();
        bytesSaved.add((deviceQueued ? 0 : bytes.device()) + (sampleQueued ? 0 : bytes.sample()));
    }

    DeltaStatistics statistics() {
        return new DeltaStatistics(
                devicesQueued.sum(), devicesSaved.sum(), samplesQueued.sum(), samplesSaved.sum(), bytesSaved.sum());
    }
}
