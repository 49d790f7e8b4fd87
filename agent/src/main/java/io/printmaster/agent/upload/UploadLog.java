package io.printmaster.agent.upload;

import io.printmaster.agent.send.Outcome;
import io.printmaster.agent.upload.UploadStatistics.Result;
import io.printmaster.agent.upload.UploadStatistics.Upload;
import io.printmaster.wire.Receipt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;

/// Counts uploads and remembers the latest. Bounded; thread-safe.
final class UploadLog {
    private final Deque<Upload> newest = new ArrayDeque<>(UploadStatistics.KEPT);
    private long batches;
    private long records;
    private long bytes;
    private long wireBytes;
    private long failed;

    /// Notes an upload that ended.
    ///
    /// @param acknowledged how many of its records the server has now
    synchronized void ended(Upload upload, int acknowledged) {
        switch (upload.result()) {
            case STORED, PARTLY_STORED -> {
                batches++;
                records += acknowledged;
                bytes += upload.bytes();
                wireBytes += upload.wireBytes();
            }
            case TOO_LARGE, REFUSED, NOT_ALLOWED, LATER -> failed++;
        }
        if (newest.size() == UploadStatistics.KEPT) {
            newest.removeLast();
        }
        newest.addFirst(upload);
    }

    synchronized UploadStatistics statistics() {
        return new UploadStatistics(batches, records, bytes, wireBytes, failed, new ArrayList<>(newest));
    }

    static Result result(Outcome<Receipt> outcome) {
        return switch (outcome) {
            case Outcome.Accepted<Receipt>(Receipt receipt) ->
                receipt.stored() == receipt.received() ? Result.STORED : Result.PARTLY_STORED;
            case Outcome.TooLarge<Receipt> large -> Result.TOO_LARGE;
            case Outcome.Refused<Receipt> refused -> Result.REFUSED;
            case Outcome.NotAllowed<Receipt> denied -> Result.NOT_ALLOWED;
            case Outcome.RetryLater<Receipt> later -> Result.LATER;
        };
    }
}
