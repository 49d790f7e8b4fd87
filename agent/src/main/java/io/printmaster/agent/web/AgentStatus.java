package io.printmaster.agent.web;

import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.upload.LineStatus;
import io.printmaster.agent.upload.UploadStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// How the agent is at one moment: the one source of `agent status`, the status API, the metrics, the page and the
/// heartbeats. Immutable.
///
/// @param printers known ones
/// @param scan     the present or the last search for printers
public record AgentStatus(
        Instant at,
        Program program,
        Connection connection,
        Storage storage,
        Queue queue,
        Ledger ledger,
        Uploads uploads,
        int printers,
        Scan scan) {

    /// Which program it is.
    ///
    /// @param runtime the Java that runs it
    /// @param started empty when it does not run
    /// @param page    where its own page is; empty when there is none
    public record Program(String agentId, String version, String runtime, Optional<Instant> started, String page) {}

    /// How it stands with its server.
    ///
    /// @param server  its address; empty when none is known
    /// @param enabled whether there is meant to be one
    /// @param joined  whether it belongs to one
    /// @param line    empty when the agent does not run
    /// @param nextTry until when nothing is sent to a server that is away; zero when something may be
    /// @param skew    the server's clock minus ours; empty when not known
    public record Connection(
            String server,
            boolean enabled,
            boolean joined,
            Optional<LineStatus> line,
            Duration nextTry,
            Optional<Duration> skew) {

        /// One word for programs.
        String state() {
            if (line.isEmpty()) {
                return joined ? "not_running" : "not_joined";
            }
            return enabled ? line.get().state().word() : "server_disabled";
        }
    }

    /// Where the readings and the queue are.
    ///
    /// @param mode       as configured
    /// @param dataDir    absolute
    /// @param place      where they are now: `memory`, `disk`, or on the way; empty when the agent does not run
    /// @param since      since when they are there
    /// @param reason     what sent them there; empty when nothing did
    /// @param fault      why the disk cannot be used; empty when all is well
    /// @param spills     how often memory overflowed to disk since the start
    /// @param spillBytes what `devices.db` takes on the disk now
    public record Storage(
            String mode,
            String dataDir,
            String place,
            Optional<Instant> since,
            String reason,
            String fault,
            long spills,
            long spillBytes) {}

    /// What waits for the server.
    ///
    /// @param oldest when the oldest waiting record was queued
    public record Queue(int devices, int metrics, Optional<Instant> oldest) {
        /// Records of both kinds.
        public int records() {
            return devices + metrics;
        }
    }

    /// What the uploads did since the start.
    ///
    /// @param savedByDelta bytes of records that were not queued because nothing had changed, uncompressed
    public record Uploads(UploadStatistics statistics, long savedByDelta) {
        /// Nothing yet.
        public static final Uploads NONE = new Uploads(UploadStatistics.NONE, 0);
    }

    /// The search for printers.
    ///
    /// @param running whether one is under way
    /// @param search  how far its sweep is, where one tells
    /// @param last    the last that ended
    public record Scan(
            boolean running,
            Optional<Instant> started,
            long addresses,
            int reading,
            int found,
            int changed,
            int errors,
            Optional<Search> search,
            Optional<LastScan> last) {}

    /// How far a sweep is.
    ///
    /// @param skipped addresses that gave no printer, by reason
    /// @param left    estimate
    public record Search(
            long asked, long answered, long candidates, long packets, Duration left, Map<String, Long> skipped) {}

    /// A search that ended.
    public record LastScan(Instant ended, Duration took, int addresses, int found, int changed, int errors) {}
}
