package io.printmaster.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a running process, with everything it starts, asks the system to open for writing and to write, as `strace`
/// hears it.
final class SystemCalls implements AutoCloseable {
    /// What writes to a file, or makes, renames or removes one.
    private static final String WRITERS = "open,openat,openat2,creat,write,pwrite64,writev,pwritev,pwritev2,sendfile,"
            + "copy_file_range,truncate,ftruncate,fallocate,rename,renameat,renameat2,link,linkat,symlink,symlinkat,"
            + "mkdir,mkdirat,unlink,unlinkat,mmap,msync,fsync,fdatasync";

    private static final Pattern CALL = Pattern.compile("^\\s*(?:\\d+\\s+)?([a-z0-9_]+)\\((.*)$");
    private static final Pattern TO = Pattern.compile("^\\d+<([^>]*)>");

    private final ProgramUnderTest tracer;
    private final Path log;

    private SystemCalls(ProgramUnderTest tracer, Path log) {
        this.tracer = tracer;
        this.log = log;
    }

    /// Begins to listen, or skips the calling test where that is not allowed.
    static SystemCalls of(Programs programs, ProgramUnderTest program, Path folder) {
        Path log = folder.resolve("strace.log");
        List<String> words = List.of(
                Peers.need("strace").toString(),
                "-f",
                "-qq",
                // Names the file of each descriptor.
                "-y",
                "-s",
                "80",
                "-e",
                "trace=" + WRITERS,
                "-o",
                log.toString(),
                "-p",
                Long.toString(program.pid()));
        ProgramUnderTest tracer = programs.start("strace", folder, Map.of(), words);
        await().atMost(Duration.ofSeconds(20)).until(() -> !tracer.isAlive() || isTraced(program));
        Skip.unless(tracer.isAlive(), "strace may not watch another process here: " + tracer.tail(3));
        return new SystemCalls(tracer, log);
    }

    private static boolean isTraced(ProgramUnderTest program) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(program.pid()), "status")).stream()
                .anyMatch(line -> line.startsWith("TracerPid:") && !line.endsWith("\t0"));
    }

    /// How many calls it has heard.
    long heard() throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.count();
        }
    }

    /// Those that touch a file of a file system: not a pipe, a socket, a device, or what the kernel tells of itself.
    List<String> touchingFiles() throws IOException {
        List<String> found = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            Matcher call = CALL.matcher(line);
            if (call.matches() && touches(call.group(1), call.group(2))) {
                found.add(line.strip());
            }
        }
        return found;
    }

    private static boolean touches(String name, String arguments) {
        return switch (name) {
            case "open", "openat", "openat2", "creat" ->
                (name.equals("creat") || arguments.matches(".*\\b(O_WRONLY|O_RDWR|O_CREAT|O_TRUNC)\\b.*"))
                        && !isOfTheSystem(quoted(arguments));
            case "mmap" ->
                arguments.contains("PROT_WRITE") && arguments.contains("MAP_SHARED") && isFile(mapped(arguments));
            case "write",
                    "pwrite64",
                    "writev",
                    "pwritev",
                    "pwritev2",
                    "sendfile",
                    "ftruncate",
                    "fallocate",
                    "fsync",
                    "fdatasync" -> {
                Matcher to = TO.matcher(arguments);
                yield to.find() && isFile(to.group(1));
            }
            case "msync" -> false;
            default -> !isOfTheSystem(quoted(arguments));
        };
    }

    private static String quoted(String arguments) {
        int from = arguments.indexOf('"') + 1;
        int to = arguments.indexOf('"', from);
        return to < 0 ? arguments : arguments.substring(from, to);
    }

    private static String mapped(String arguments) {
        int from = arguments.indexOf('<') + 1;
        int to = arguments.indexOf('>', from);
        return from == 0 || to < 0 ? "" : arguments.substring(from, to);
    }

    /// `pipe:[17]`, `socket:[18]` and `anon_inode:[eventpoll]` are no files.
    private static boolean isFile(String target) {
        return target.startsWith("/") && !isOfTheSystem(target);
    }

    private static boolean isOfTheSystem(String path) {
        return (path.startsWith("/dev/") && !path.startsWith("/dev/shm/"))
                || path.startsWith("/proc/")
                || path.startsWith("/sys/");
    }

    @Override
    public void close() {
        tracer.stop(Duration.ofSeconds(10));
    }
}
