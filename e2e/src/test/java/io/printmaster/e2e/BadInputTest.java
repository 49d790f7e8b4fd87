package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.wire.JoinString;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What people get wrong: each time a clear line that says what, the exit code that scripts can rely on, no stack
/// trace, and nothing lost.
final class BadInputTest {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int NOT_JOINED = 4;
    private static final int UNREACHABLE = 5;

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void unknownCommand_isAnsweredWithTheKnownOnes() {
        says(programs.run("agent", "fly"), USAGE, "fly");
        says(programs.run("server", "fly"), USAGE, "fly");
        says(programs.run("simulate", "fly"), USAGE, "fly");
        says(programs.run("fly"), USAGE, "fly");
    }

    @Test
    void configThatIsNoFile_isNamed() {
        AgentUnderTest agent = agent();

        says(
                programs.run(
                        "agent",
                        "run",
                        "--config",
                        directory.resolve("none.ini").toString()),
                USAGE,
                "none.ini");
        says(programs.run("agent", "run", "--config", directory.toString()), USAGE, directory.toString());
        assertThat(Files.exists(agent.data())).isFalse();
    }

    @Test
    void configThatIsNoText_isNamed() throws Exception {
        AgentUnderTest agent = agent();
        Files.write(agent.config(), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1, (byte) 0xE4});

        says(agent.command("run"), USAGE, "UTF-8");
        assertThat(Files.exists(agent.data())).isFalse();
    }

    @Test
    void configWithThreeFaults_namesAllThree() {
        AgentUnderTest agent = agent();
        agent.configure("""
                [server]
                server_upload_intervall = 5
                server_heartbeat_interval = often

                [snmp]
                port = 70000
                """);

        ProgramUnderTest run = agent.command("run");

        says(run, USAGE, "server_upload_intervall");
        assertThat(run.errText())
                .contains("server_upload_interval")
                .contains("server_heartbeat_interval")
                .contains("often")
                .contains("port")
                .contains("70000");
    }

    @Test
    void damagedDevicesDb_isMovedAsideAndTold() throws Exception {
        AgentUnderTest agent = agent();
        agent.start();
        agent.process().stop(Duration.ofSeconds(40));
        byte[] garbage = "this was a database once ".repeat(2000).getBytes(StandardCharsets.UTF_8);
        for (String suffix : List.of("-wal", "-shm")) {
            Files.deleteIfExists(agent.data().resolve("devices.db" + suffix));
        }
        Files.write(agent.data().resolve("devices.db"), garbage);

        agent.start();

        agent.process().awaitLine(Duration.ofSeconds(40), "devices.db is damaged");
        assertThat(contents(agent.data())).contains(new String(garbage, StandardCharsets.UTF_8));
        assertThat(agent.process().isAlive()).isTrue();
    }

    @Test
    void damagedAgentDb_asksToJoinAgain() throws Exception {
        AgentUnderTest agent = agent();
        agent.start();
        agent.process().stop(Duration.ofSeconds(40));
        Files.write(agent.data().resolve("agent.db"), "broken".repeat(5000).getBytes(StandardCharsets.UTF_8));

        ProgramUnderTest again = agent.launch();

        again.awaitLine(Duration.ofSeconds(40), "join");
        assertThat(again.lines("\tat ")).isEmpty();
    }

    @Test
    void portThatIsTaken_isNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProgramUnderTest run = programs.run(
                    "server",
                    "run",
                    "--data-dir",
                    directory.resolve("server").toString(),
                    "--listen",
                    "127.0.0.1:" + taken.getLocalPort());

            says(run, FAILED, Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void dataDirectoryThatCannotBe_isNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        String impossible = file.resolve("data").toString();

        says(programs.run("server", "run", "--data-dir", impossible, "--listen", "127.0.0.1:0"), FAILED, impossible);
        says(programs.run("agent", "run", "--data-dir", impossible), FAILED, impossible);
        assertThat(file).hasContent("in the way");
    }

    /// Not even an administrator writes there.
    @Test
    void dataDirectoryThatCannotBeWritten_isNamed() {
        String unwritable = "/proc/printmaster";

        says(programs.run("server", "run", "--data-dir", unwritable, "--listen", "127.0.0.1:0"), FAILED, unwritable);
        says(programs.run("agent", "run", "--data-dir", unwritable), FAILED, unwritable);
    }

    @Test
    void joinStringThatIsNone_isExplained() {
        AgentUnderTest agent = agent();

        says(agent.command("join", "hello"), USAGE, "pm1.");
        says(agent.command("join", "pm1.AAAA"), USAGE, "damaged");
        says(agent.command("join"), USAGE, "join string");
    }

    @Test
    void joiningAServerThatIsAway_saysSo() {
        AgentUnderTest agent = agent();
        String nobody = new JoinString(
                        URI.create("https://127.0.0.1:" + Peers.freeTcpPort()), "A".repeat(43), "token-of-the-test")
                .format();

        says(agent.command("join", nobody), UNREACHABLE, "127.0.0.1");
    }

    @Test
    void agentThatNeverJoined_saysSo() {
        AgentUnderTest agent = agent();

        ProgramUnderTest status = agent.command("status");

        assertThat(status.awaitExit(Duration.ofSeconds(1))).isEqualTo(NOT_JOINED);
        assertThat(status.outText()).containsIgnoringCase("join");
    }

    @Test
    void scanOfNothing_findsNothing() {
        ProgramUnderTest scan = programs.run("agent", "scan", "127.99.0.1", "--snmp-port", "9", "--json");

        assertThat(scan.awaitExit(Duration.ofSeconds(1))).isEqualTo(3);
        assertThat(scan.out()).isEmpty();
        says(programs.run("agent", "scan", "10.0.0.0/33"), USAGE, "10.0.0.0/33");
        says(programs.run("agent", "scan"), USAGE, "TARGET");
    }

    @Test
    void secondAgentInOneDirectory_isToldThatTheFirstRuns() {
        AgentUnderTest agent = agent();
        agent.start();

        ProgramUnderTest second =
                programs.printmaster("agent", "run", "--config", agent.config().toString());
        await().atMost(Duration.ofSeconds(60)).until(() -> !second.isAlive());

        says(second, FAILED, agent.data().toString());
        assertThat(agent.process().isAlive()).isTrue();
    }

    private AgentUnderTest agent() {
        return AgentUnderTest.in(programs, directory, "agent-clumsy", "127.20.9.1", 9);
    }

    /// One clear line (a list of faults may have more), and the code.
    private static void says(ProgramUnderTest program, int exit, String word) {
        assertThat(program.awaitExit(Duration.ofSeconds(20)))
                .as(program.tail(20))
                .isEqualTo(exit);
        assertThat(program.errText()).as(program.tail(20)).containsIgnoringCase(word);
        assertThat(program.err()).as(program.tail(20)).hasSizeLessThanOrEqualTo(14);
        assertThat(program.lines("\tat ")).isEmpty();
        assertThat(program.lines("Exception")).isEmpty();
    }

    private static String contents(Path folder) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }
}
