package io.printmaster.agent.web;

import io.printmaster.agent.store.DropReason;
import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.upload.ConnectionState;
import io.printmaster.agent.upload.LineStatus;
import io.printmaster.agent.upload.UploadStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Statuses to test with.
final class TestStatus {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Ledger LEDGER = new Ledger(100, 70, 20, 0, 6, 4, Map.of(DropReason.QUEUE_FULL, 3L));

    private TestStatus() {}

    static LineStatus line(ConnectionState state, String error) {
        Optional<Instant> away = state == ConnectionState.AWAY ? Optional.of(NOON.minusSeconds(600)) : Optional.empty();
        return new LineStatus(
                state,
                Optional.of(NOON.minusSeconds(30)),
                Optional.of(NOON.minusSeconds(60)),
                Optional.empty(),
                error,
                away,
                state == ConnectionState.AWAY);
    }

    static AgentStatus online() {
        return of(line(ConnectionState.ONLINE, ""));
    }

    static AgentStatus of(LineStatus line) {
        return of(
                new AgentStatus.Connection(
                        "https://server.example:9090",
                        true,
                        true,
                        Optional.of(line),
                        Duration.ofSeconds(42),
                        Optional.of(Duration.ofSeconds(1))),
                storage(""),
                LEDGER,
                Optional.of(NOON.minusSeconds(90)));
    }

    static AgentStatus.Storage storage(String fault) {
        return new AgentStatus.Storage(
                "overflow",
                "/var/lib/printmaster",
                "disk",
                Optional.of(NOON.minusSeconds(120)),
                "the server has been away for 11 min",
                fault,
                2,
                4_096);
    }

    static AgentStatus of(
            AgentStatus.Connection connection, AgentStatus.Storage storage, Ledger ledger, Optional<Instant> oldest) {
        UploadStatistics.Upload upload = new UploadStatistics.Upload(
                NOON.minusSeconds(5),
                RecordKind.METRICS,
                false,
                42,
                9_876,
                1_234,
                Duration.ofMillis(87),
                UploadStatistics.Result.LATER,
                "no connection");
        return new AgentStatus(
                NOON,
                new AgentStatus.Program("agent-01", "0.2.0", "Java 25", Optional.of(NOON.minusSeconds(999)), ""),
                connection,
                storage,
                new AgentStatus.Queue(5, 15, oldest),
                ledger,
                new AgentStatus.Uploads(new UploadStatistics(7, 90, 66_666, 12_345, 1, List.of(upload)), 1_000_000),
                3,
                new AgentStatus.Scan(
                        true,
                        Optional.of(NOON.minusSeconds(2)),
                        254,
                        1,
                        2,
                        1,
                        0,
                        Optional.of(new AgentStatus.Search(
                                100, 20, 3, 120, Duration.ofSeconds(2), Map.of("no_printer", 17L))),
                        Optional.of(new AgentStatus.LastScan(
                                NOON.minusSeconds(300), Duration.ofMillis(2_500), 254, 3, 1, 0))));
    }
}
