package io.printmaster.agent.survey;

/// What the delta kept off the queue since the start, compared with queueing every printer and its sample in each
/// cycle; for status, heartbeats and pages. Immutable; made by [Survey#delta].
///
/// @param devicesQueued device records that were queued by readings
/// @param devicesSaved  readings whose device record said nothing new
/// @param samplesQueued samples that were queued
/// @param samplesSaved  samples that said the same as the last queued one
/// @param bytesSaved    what the saved records would have been on the wire before compression
public record DeltaStatistics(
        long devicesQueued, long devicesSaved, long samplesQueued, long samplesSaved, long bytesSaved) {

    /// Records that were not queued.
    public long recordsSaved() {
        return devicesSaved + samplesSaved;
    }
}
