package io.printmaster.agent.upload;

import io.printmaster.agent.store.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What the uploads since the start came to, at one moment, for status, heartbeats and pages. Immutable; made by
/// [UploadWorker#statistics]. What never became an upload is told by the survey's statistics of the delta.
///
/// @param batches   requests that the server answered with a receipt; a stream counts once
/// @param records   records that the server acknowledged
/// @param bytes     of the bodies of those requests before compression
/// @param wireBytes of the same as they went out, without HTTP's headers and TLS
/// @param failed    requests that ended without a receipt, after all attempts
/// @param newest    the latest uploads, the newest first, at most [#KEPT]
public record UploadStatistics(
        long batches, long records, long bytes, long wireBytes, long failed, List<Upload> newest) {
    /// So many single uploads are remembered.
    public static final int KEPT = 20;

    /// Nothing was sent yet.
    public static final UploadStatistics NONE = new UploadStatistics(0, 0, 0, 0, 0, List.of());

    /// Copies.
    public UploadStatistics {
        newest = List.copyOf(newest);
    }

    /// Bytes that compression kept off the line.
    public long savedByCompression() {
        return bytes - wireBytes;
    }

    /// How one upload ended.
    public enum Result {
        /// Everything was acknowledged.
        STORED,
        /// Acknowledged, apart from records that the server refused by themselves.
        PARTLY_STORED,
        /// 413: it is sent again in smaller parts.
        TOO_LARGE,
        /// The server will not take it as it is.
        REFUSED,
        /// The token is not allowed to.
        NOT_ALLOWED,
        /// No usable answer in all attempts: it is sent again later.
        LATER;

        /// Lower case, for programs.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One request with all its attempts.
    ///
    /// @param at        when it began
    /// @param streamed  whether it was a stream rather than a batch
    /// @param records   that it held
    /// @param bytes     of its body before compression
    /// @param wireBytes of its body as it went out, once
    /// @param took      from the first attempt to the answer, pauses included
    /// @param trouble   what went wrong, for people; empty when nothing did
    public record Upload(
            Instant at,
            RecordKind kind,
            boolean streamed,
            int records,
            long bytes,
            long wireBytes,
            Duration took,
            Result result,
            String trouble) {}
}
