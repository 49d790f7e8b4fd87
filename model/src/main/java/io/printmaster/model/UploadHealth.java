package io.printmaster.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// How an agent's uploads are doing, as it tells in each heartbeat.
///
/// @param queuedDevices       devices waiting to be sent
/// @param queuedMetrics       samples waiting to be sent
/// @param oldestQueuedSeconds age of the oldest waiting item; 0 when nothing waits
/// @param breaker             `closed`, `open` or `half_open`
/// @param storageMode         `memory`, `overflow` or `disk`
/// @param lastError           what went wrong last, for people; empty when nothing did
/// @param ledger              collected, acknowledged, queued, coalesced and dropped by reason; may be empty
public record UploadHealth(
        long queuedDevices,
        long queuedMetrics,
        long oldestQueuedSeconds,
        String breaker,
        String storageMode,
        String lastError,
        Map<String, Long> ledger) {

    /// Copies and cleans; negative numbers become 0.
    public UploadHealth {
        queuedDevices = Math.max(0, queuedDevices);
        queuedMetrics = Math.max(0, queuedMetrics);
        oldestQueuedSeconds = Math.max(0, oldestQueuedSeconds);
        breaker = Text.clean(breaker, 20);
        storageMode = Text.clean(storageMode, 40);
        lastError = Text.clean(lastError, 300);
        ledger = Collections.unmodifiableSortedMap(new TreeMap<>(ledger));
    }
}
