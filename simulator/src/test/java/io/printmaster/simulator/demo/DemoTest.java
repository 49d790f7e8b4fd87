package io.printmaster.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.printmaster.simulator.SimulatedSite;
import io.printmaster.simulator.SitePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What happens when the programs misbehave; a launcher of a few shell lines plays them. The good case needs the real
/// ones and is tested end to end.
@Timeout(60)
final class DemoTest {
    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void needShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no POSIX shell here");
    }

    private Path launcher(String body) throws IOException {
        Path script = folder.resolve("launcher");
        Files.writeString(script, "#!/bin/sh\n" + body);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Demo demo(Path launcher, Path data) {
        return new Demo(new DemoPlan(launcher, 2, 0, Optional.of(data), false), Clock.systemUTC(), said::add);
    }

    @Test
    void serverThatDies_isReportedWithItsCodeAndLastLines() throws Exception {
        Demo demo = demo(launcher("echo first; echo 'ERROR no space left'; exit 7\n"), folder.resolve("data"));

        assertThatThrownBy(demo::start)
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("the server ended by itself with code 7")
                .hasMessageContaining("ERROR no space left");
        demo.end();
    }

    @Test
    void end_stopsAProgramThatIgnoresTheSignal() throws Exception {
        Path pid = folder.resolve("pid");
        Programs programs = new Programs(
                launcher("trap '' TERM; echo $$ > " + pid + ".new; mv " + pid + ".new " + pid
                        + "; while :; do sleep 0.1; done\n"),
                folder);
        Child child = programs.start("server", List.of("server", "run"));
        await().until(() -> Files.exists(pid));

        child.askToEnd();
        assertThat(child.ended(Duration.ofMillis(300))).isFalse();
        child.awaitEnd(Duration.ofMillis(300));

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void commandThatFails_isReportedWithWhatItSaid() throws Exception {
        Programs programs = new Programs(launcher("echo secret; echo 'not so' >&2; exit 3\n"), folder);

        assertThatThrownBy(() -> programs.ask(List.of("server", "admin", "create")))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("printmaster server admin failed with code 3")
                .hasMessageContaining("not so");
        assertThat(folder.resolve("server-admin-1.out")).doesNotExist();
    }

    @Test
    void answers_areReadAsJson_andTheCallersSettingsStayOutside() throws Exception {
        Programs programs =
                new Programs(launcher("printf '{\"no_build\":\"%s\"}' \"$PRINTMASTER_NO_BUILD\"\n"), folder);

        assertThat(programs.ask(List.of("server", "x")).get("no_build").stringValue())
                .isEqualTo("1");
        Programs other = new Programs(launcher("echo plain\n"), folder);
        assertThatThrownBy(() -> other.ask(List.of("server", "x"))).hasMessageContaining("no JSON object");
    }

    @Test
    void folderThatIsNotEmpty_isRefusedAndLeftAlone() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("mine"), "x");
        Demo demo = demo(launcher("exit 0\n"), data);

        assertThatThrownBy(demo::start).isInstanceOf(DemoException.class).hasMessageContaining("is not empty");
        demo.end();
        assertThat(data.resolve("mine")).exists();
    }

    @Test
    void temporaryFolder_isDeletedUnlessKept() throws Exception {
        DemoPlan plan = new DemoPlan(folder, 1, 0, Optional.empty(), false);
        Folder temporary = Folder.make(plan);
        Files.createDirectories(temporary.path().resolve("a/b"));
        Files.writeString(temporary.path().resolve("a/b/c"), "x");
        temporary.close();
        assertThat(temporary.path()).doesNotExist();

        Folder kept = Folder.make(new DemoPlan(folder, 1, 0, Optional.of(folder.resolve("new")), false));
        kept.close();
        assertThat(kept.path()).isDirectory();
    }

    @Test
    void agentConfig_namesTheWholeSite() throws Exception {
        try (SimulatedSite site =
                SimulatedSite.start(SitePlan.of(3, Clock.systemUTC()).network("127.78.0.0/24"))) {
            assertThat(AgentConfig.of(site, 9_180))
                    .contains("ranges = 127.78.0.1-127.78.0.3\n")
                    .contains("port = " + site.port() + "\n");
        }
    }

    @Test
    void plans_refuseNonsense() {
        assertThatThrownBy(() -> new DemoPlan(folder, 0, 0, Optional.empty(), false))
                .hasMessageContaining("1 to 5000");
        assertThatThrownBy(() -> new DemoPlan(folder, 1, 70_000, Optional.empty(), false))
                .hasMessageContaining("port");
    }
}
