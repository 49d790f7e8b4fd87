package io.printmaster.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How an agent's uploads are doing, as it tells in each heartbeat.
///
/// @param queuedDevices       devices waiting to be sent
/// @param queuedMetrics       samples waiting to be sent
/// @param oldestQueuedSeconds age of the oldest waiting item; 0 when nothing waits
/// @param breaker             `closed`, `open` or `half_open`
/// @param storageMode         `memory`, `overflow` or `disk`
/// @param lastError           what went wrong last, for people; empty when nothing did
/// @param ledger              collected, acknowledged, queued, parked, coalesced and dropped; `dropped_<reason>` tells
///                            a part of `dropped`; may be empty
/// @param sent                what was sent and saved since the agent's start
/// @param spill               what is on its disk
public record UploadHealth(
        long queuedDevices,
        long queuedMetrics,
        long oldestQueuedSeconds,
        String breaker,
        String storageMode,
        String lastError,
        Map<String, Long> ledger,
        Sent sent,
        Spill spill) {

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

    /// Of an agent that tells no more than the protocol asks for.
    public UploadHealth(
            long queuedDevices,
            long queuedMetrics,
            long oldestQueuedSeconds,
            String breaker,
            String storageMode,
            String lastError,
            Map<String, Long> ledger) {
        this(
                queuedDevices,
                queuedMetrics,
                oldestQueuedSeconds,
                breaker,
                storageMode,
                lastError,
                ledger,
                Sent.NONE,
                Spill.NONE);
    }

    /// Whether every record that was ever collected is in one line of the ledger; empty when no ledger was told.
    public Optional<Boolean> balanced() {
        if (!ledger.containsKey("collected")) {
            return Optional.empty();
        }
        long accounted = 0;
        for (String line : new String[] {"acknowledged", "queued", "parked", "coalesced", "dropped"}) {
            accounted += ledger.getOrDefault(line, 0L);
        }
        return Optional.of(accounted == ledger.get("collected"));
    }

    /// Since the agent's start.
    ///
    /// @param uploads      requests that the server took
    /// @param failed       requests that ended without a receipt
    /// @param records      acknowledged
    /// @param wireBytes    of the bodies as sent
    /// @param plainBytes   of the same before compression
    /// @param savedByDelta bytes of records that were not sent because nothing had changed
    public record Sent(long uploads, long failed, long records, long wireBytes, long plainBytes, long savedByDelta) {
        /// Nothing, or not told.
        public static final Sent NONE = new Sent(0, 0, 0, 0, 0, 0);

        /// Negative numbers become 0.
        public Sent {
            uploads = Math.max(0, uploads);
            failed = Math.max(0, failed);
            records = Math.max(0, records);
            wireBytes = Math.max(0, wireBytes);
            plainBytes = Math.max(0, plainBytes);
            savedByDelta = Math.max(0, savedByDelta);
        }

        /// Bytes that compression took off.
        public long savedByGzip() {
            return Math.max(0, plainBytes - wireBytes);
        }
    }

    /// Readings and queue on the disk.
    ///
    /// @param bytes  what they take there
    /// @param since  since when they are where they are
    /// @param reason what sent them to the disk, for people
    /// @param fault  why the disk cannot be used; empty when all is well
    public record Spill(long bytes, Optional<Instant> since, String reason, String fault) {
        /// Nothing, or not told.
        public static final Spill NONE = new Spill(0, Optional.empty(), "", "");

        /// Cleans; negative numbers become 0.
        public Spill {
            bytes = Math.max(0, bytes);
            reason = Text.clean(reason, 200);
            fault = Text.clean(fault, 300);
        }
    }
}
