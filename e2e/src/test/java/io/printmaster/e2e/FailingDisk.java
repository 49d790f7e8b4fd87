package io.printmaster.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Lets the operations of a running process on some files fail, as a failing or read-only disk does: `strace` gives the
/// process the error instead of the operation. The process works as before when this is closed.
final class FailingDisk implements AutoCloseable {
    private static final String WRITES = "pwrite64,write,fsync,fdatasync,ftruncate";

    private final ProgramUnderTest tracer;

    private FailingDisk(ProgramUnderTest tracer) {
        this.tracer = tracer;
    }

    /// Every write to these files ends with EIO.
    static FailingDisk withoutWrites(Programs programs, ProgramUnderTest program, List<Path> files) {
        return fail(programs, program, files, List.of("inject=" + WRITES + ":error=EIO"));
    }

    /// Neither read nor written: the disk is gone.
    static FailingDisk dead(Programs programs, ProgramUnderTest program, List<Path> files) {
        return fail(programs, program, files, List.of("inject=" + WRITES + ",pread64,read,openat:error=EIO"));
    }

    /// As a file system that the kernel has made read-only.
    static FailingDisk readOnly(Programs programs, ProgramUnderTest program, List<Path> files) {
        return fail(
                programs,
                program,
                files,
                List.of("inject=" + WRITES + ",unlink,unlinkat,rename:error=EROFS", "inject=openat:error=EROFS"));
    }

    private static FailingDisk fail(
            Programs programs, ProgramUnderTest program, List<Path> files, List<String> injections) {
        List<String> words = new ArrayList<>(List.of(Peers.need("strace").toString(), "-f", "-qq", "-o", "/dev/null"));
        files.forEach(file -> words.addAll(List.of("-P", file.toString())));
        injections.forEach(injection -> words.addAll(List.of("-e", injection)));
        words.addAll(List.of("-p", Long.toString(program.pid())));
        ProgramUnderTest tracer = programs.start("strace", Repository.ROOT, Map.of(), words);
        await().atMost(Duration.ofSeconds(20)).until(() -> !tracer.isAlive() || isTraced(program));
        Skip.unless(tracer.isAlive(), "strace may not watch another process here: " + tracer.tail(3));
        return new FailingDisk(tracer);
    }

    private static boolean isTraced(ProgramUnderTest program) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(program.pid()), "status")).stream()
                .anyMatch(line -> line.startsWith("TracerPid:") && !line.endsWith("\t0"));
    }

    @Override
    public void close() {
        tracer.stop(Duration.ofSeconds(10));
    }
}
