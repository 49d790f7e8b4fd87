package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.wire.JoinString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Records that a server can never take, among a thousand that it can: the others arrive, and these are set aside where
/// people see them.
final class BadRecordTest {
    private static final int PRINTERS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void badRecordsAmongAThousand_areSetAsideAndShown_andTheOthersStored() throws Exception {
        AgentUnderTest agent = AgentUnderTest.in(programs, directory, "agent-bad", "127.20.9.1", 9)
                .overflowing(10_000);
        agent.configure(Files.readString(agent.config()).replace("interval = 10\n", "interval = 3600\n"));
        VirtualTime time = VirtualTime.atNine(1);
        try (InsideAgent before = InsideAgent.in(agent.data(), time, PRINTERS)) {
            before.collect();
        }
        // One that breaks the form of its own, and one that breaks that of the whole batch.
        agent.devices()
                .change(
                        "UPDATE outbox SET payload = CAST('{\"device_key\":\"serial:ACME/CAN0000300\",\"serial\":7,"
                                + "\"timestamp\":{},\"counters\":\"many\"}' AS BLOB) WHERE kind = 'metrics' AND printer_key LIKE '%0000300'");
        agent.devices()
                .change("UPDATE outbox SET payload = CAST('{\"device_key\":\"serial:ACME/CAN0000700\"]' AS BLOB)"
                        + " WHERE kind = 'metrics' AND printer_key LIKE '%0000700'");
        long samples = agent.devices().number("SELECT count(*) FROM outbox WHERE kind = 'metrics'");
        ServerUnderTest server = ServerUnderTest.in(programs, directory).start();
        JoinString join = server.joinString();
        assertThat(agent.join(join).awaitExit(Duration.ofSeconds(1))).isZero();

        agent.start();

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> server.database().number("SELECT count(*) FROM metrics") >= samples - 2);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> agent.status().at("/ledger/parked").asLong() == 2);
        assertThat(agent.command("status").outText()).contains("2 set aside");
        assertThat(agent.command("queue", "ls").outText())
                .contains("CAN0000300")
                .contains("CAN0000700");
        assertThat(agent.status().at("/ledger/dropped").asLong()).isZero();
        assertThat(server.database()
                        .number("SELECT count(*) FROM metrics WHERE device_key LIKE '%0000300'"
                                + " OR device_key LIKE '%0000700'"))
                .isZero();
    }
}
