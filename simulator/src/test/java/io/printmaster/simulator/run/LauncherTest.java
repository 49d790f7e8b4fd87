package io.printmaster.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The launcher in a copy of the repository whose Maven and whose Java are scripts that write down how they were
/// called.
@Timeout(60)
final class LauncherTest {
    private static final Path ROOT = Path.of(System.getProperty("printmaster.root"));

    @TempDir
    private Path folder;

    private Path home;

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void copyTheLauncher() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no POSIX shell here");
        home = Files.createDirectories(folder.resolve("my checkout"));
        Files.createDirectories(home.resolve("bin"));
        for (String part :
                List.of("printmaster", "bin/find-jdk.sh", "bin/build.sh", "bin/aot.sh", "bin/native.sh", "pom.xml")) {
            Files.copy(ROOT.resolve(part), home.resolve(part));
        }
        for (String module : List.of("model", "wire", "program", "agent", "server", "simulator")) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            write(home.resolve(module).resolve("pom.xml"), "<project/>");
        }
        script(home.resolve("mvnw"), """
                echo build "$@" >> "%1$s/builds"
                sleep 0.3
                for m in agent server simulator; do
                  mkdir -p $m/target/lib $m/target/native/org/sqlite/native/Linux/x86_64
                  : > $m/target/$m-1.jar
                  : > $m/target/lib/b.jar
                  : > $m/target/lib/A.jar
                done
                exit "${FAKE_MVNW_CODE-0}"
                """.formatted(folder));
        jdk("jdks/good", 25);
    }

    private void jdk(String where, int version) throws IOException {
        Path jdk = folder.resolve(where);
        Files.createDirectories(jdk.resolve("bin"));
        write(jdk.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        script(jdk.resolve("bin/javac"), "exit 0\n");
        script(jdk.resolve("bin/java"), """
                for a in "$@"; do echo "arg:$a"; done
                exit "${FAKE_JAVA_CODE-0}"
                """);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    private static void script(Path file, String body) throws IOException {
        write(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(Path launcher, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Path.of("/").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment()
                .put("PRINTMASTER_JDK_FOLDERS", folder.resolve("jdks").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Result result(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), out, err);
    }

    private Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return result(start(home.resolve("printmaster"), environment, arguments));
    }

    private List<String> builds() throws IOException {
        Path file = folder.resolve("builds");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Test
    void cacheOfClasses_isUsedOnlyWhenItIsNewerThanTheJars() throws Exception {
        run(Map.of(), "agent", "status");
        Path cache = home.resolve("agent/target/agent.aot");
        assertThat(run(Map.of(), "agent", "status").out()).doesNotContain("AOT");

        write(cache, "");
        Files.setLastModifiedTime(cache, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(run(Map.of(), "agent", "status").out()).contains("arg:-XX:AOTCache=" + cache + "\n");
        assertThat(run(Map.of("PRINTMASTER_JAVA_OPTIONS", "-Xms200m"), "agent", "status")
                        .out())
                .as("the JVM may have no room for it then")
                .doesNotContain("AOT");
        for (String roomy : List.of("-Xmx32m", "-Xmx2g", "-Xmx8m -Xmx1G")) {
            assertThat(run(Map.of("PRINTMASTER_JAVA_OPTIONS", roomy), "agent", "status")
                            .out())
                    .contains("arg:-XX:AOTCache=", "arg:-Xms");
        }
        for (String small : List.of("-Xmx31m", "-Xmx16000k", "-Xmx8000000", "-Xmx1g -Xmx16M", "-Xmx")) {
            assertThat(run(Map.of("PRINTMASTER_JAVA_OPTIONS", small), "agent", "status")
                            .out())
                    .as(small)
                    .doesNotContain("AOT", "arg:-Xms");
        }

        Files.setLastModifiedTime(
                home.resolve("agent/target/lib/b.jar"),
                FileTime.from(Instant.now().plusSeconds(10)));
        assertThat(run(Map.of(), "agent", "status").out()).doesNotContain("AOT");
    }

    @Test
    void firstUse_buildsOnceAndSaysSoInOneLine() throws Exception {
        Result first = run(Map.of(), "agent", "scan", "a b");
        Result second = run(Map.of(), "server", "run");

        assertThat(first.code()).isZero();
        assertThat(first.err().lines()).hasSize(1).first().asString().startsWith("printmaster: building");
        assertThat(first.out())
                .contains("arg:io.printmaster.agent.run.Main\narg:scan\narg:a b\n")
                .contains("arg:-cp\narg:" + home + "/agent/target/agent-1.jar:" + home + "/agent/target/lib/A.jar:"
                        + home + "/agent/target/lib/b.jar\n")
                .contains("arg:-XX:+UseSerialGC\n");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).contains("arg:io.printmaster.server.run.Main\narg:run\n");
        assertThat(builds()).hasSize(1).first().asString().contains("-pl agent,server,simulator -am");
    }

    @Test
    void changedOrDeletedSource_buildsAgain_unlessForbidden() throws Exception {
        Path source = home.resolve("agent/src/main/A.java");
        write(source, "a");
        run(Map.of(), "agent");
        Instant later = Instant.now().plusSeconds(5);
        Files.setLastModifiedTime(source, FileTime.from(later));
        run(Map.of("PRINTMASTER_NO_BUILD", "1"), "agent");
        assertThat(builds()).hasSize(1);

        run(Map.of(), "agent");
        assertThat(builds()).hasSize(2);

        Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
        Files.delete(source);
        Files.setLastModifiedTime(source.getParent(), FileTime.from(later));
        run(Map.of(), "agent");
        assertThat(builds()).hasSize(3);
    }

    @Test
    void concurrentFirstUses_buildOnce() throws Exception {
        startFiveAtOnce(Map.of());
    }

    /// macOS has no flock.
    @Test
    void concurrentFirstUses_buildOnceWithoutFlock() throws Exception {
        startFiveAtOnce(Map.of(
                "PATH",
                tools("find", "mkdir", "rmdir", "mv", "sleep", "uname", "cat").toString()));

        assertThat(home.resolve("target/launcher.lock.d")).doesNotExist();
    }

    @Test
    void lockOfAnotherBuild_isSaidWithItsRemedy() throws Exception {
        Path lock = Files.createDirectories(home.resolve("target/launcher.lock.d"));
        Result result = run(
                Map.of(
                        "PATH",
                        tools("find", "mkdir", "rmdir", "mv", "sleep", "uname", "cat")
                                .toString(),
                        "PRINTMASTER_LOCK_SECONDS",
                        "1"),
                "agent");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("remove " + lock);
        assertThat(builds()).isEmpty();
    }

    private void startFiveAtOnce(Map<String, String> environment) throws Exception {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(start(home.resolve("printmaster"), environment, "simulate", "printers"));
        }
        for (Process process : all) {
            Result result = result(process);
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.out()).contains("arg:io.printmaster.simulator.run.Main\narg:simulate\narg:printers\n");
        }
        assertThat(builds()).hasSize(1);
    }

    /// A folder with these and the tools that any use needs, and nothing else, for a PATH on which all else is missing.
    private Path tools(String... more) throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        List<String> names = new ArrayList<>(List.of("dirname", "sed", "readlink", "ls", "head"));
        names.addAll(List.of(more));
        for (String tool : names) {
            script(tools.resolve(tool), "PATH=/usr/bin:/bin exec " + tool + " \"$@\"\n");
        }
        return tools;
    }

    @Test
    void failedBuild_endsWithOneAndIsTriedAgain() throws Exception {
        Result failed = run(Map.of("FAKE_MVNW_CODE", "1"), "agent");
        Result good = run(Map.of(), "agent");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("the build failed");
        assertThat(failed.out()).isEmpty();
        assertThat(good.code()).isZero();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void exitCode_passesThrough() throws Exception {
        assertThat(run(Map.of("FAKE_JAVA_CODE", "6"), "agent").code()).isEqualTo(6);
    }

    @Test
    void symbolicLinks_areFollowed() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("pm"), Path.of("my checkout/printmaster"));
        Path second = Files.createSymbolicLink(folder.resolve("pm2"), link);

        assertThat(result(start(second, Map.of(), "agent")).out()).contains("-Dprintmaster.home=" + home + "\n");
    }

    @Test
    void withoutJdk25_saysSoInOneLine() throws Exception {
        jdk("old/jdk17", 17);
        // So that a real JDK of this machine is not found by the PATH.
        Map<String, String> all = Map.of(
                "PRINTMASTER_JDK_FOLDERS", folder.resolve("old").toString(),
                "JAVA_HOME", folder.resolve("old/jdk17").toString(),
                "PATH", tools() + ":" + folder.resolve("old/jdk17/bin"));

        Result result = run(all, "agent");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err().lines()).hasSize(1).first().asString().contains("no JDK 25 found");
        assertThat(builds()).isEmpty();
    }

    @Test
    void jdkOnThePath_isFound() throws Exception {
        jdk("elsewhere", 26);
        Result result = run(
                Map.of("PRINTMASTER_JDK_FOLDERS", "", "PATH", folder.resolve("elsewhere/bin") + ":/usr/bin:/bin"),
                "agent");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("arg:io.printmaster.agent.run.Main");
    }

    @Test
    void helpVersionAndMistakes_needNoJava() throws Exception {
        Map<String, String> none = Map.of("PRINTMASTER_JDK_FOLDERS", "");

        assertThat(run(none, "help").out()).contains("printmaster PROGRAM");
        assertThat(run(none, "--version").out()).matches("PrintMaster \\d+\\.\\d+\\.\\d+.*\\n");
        assertThat(run(none).code()).isEqualTo(2);
        assertThat(run(none, "nothing").code()).isEqualTo(2);
        assertThat(run(none, "nothing").err()).contains("no program is called 'nothing'");
    }
}
