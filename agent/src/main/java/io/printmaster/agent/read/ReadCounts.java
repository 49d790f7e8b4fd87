package io.printmaster.agent.read;

/// What a reader has done since it was made.
///
/// @param readings  devices that were asked, whatever came of it
/// @param whole     of them, those of which everything was read rather than only what changes
/// @param requests  SNMP requests sent for them, retries not counted
public record ReadCounts(long readings, long whole, long requests) {

    /// What came after an earlier count.
    public ReadCounts since(ReadCounts earlier) {
        return new ReadCounts(readings - earlier.readings, whole - earlier.whole, requests - earlier.requests);
    }

    /// Requests a reading; 0 before the first.
    public double requestsPerReading() {
        return readings == 0 ? 0 : (double) requests / readings;
    }
}
