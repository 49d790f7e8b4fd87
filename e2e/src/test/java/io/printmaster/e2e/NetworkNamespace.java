package io.printmaster.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A network of its own on this machine (`ip netns`), where tests may multicast, broadcast and drop packets
/// without anybody else noticing. Its name is unique; closing it ends the processes inside and removes it,
/// and so does the end of the build. Without the right to make one, the calling test is skipped.
final class NetworkNamespace implements AutoCloseable {
    private static final Set<NetworkNamespace> ALL = register();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name;
    private final String ip;
    private final AtomicInteger links = new AtomicInteger();

    private NetworkNamespace(String ip, String name) {
        this.ip = ip;
        this.name = name;
    }

    /// Makes one with nothing but the loopback interface, which is up; it goes together with the processes of
    /// `programs`.
    static NetworkNamespace make(Programs programs) {
        String ip = Peers.need("ip").toString();
        String name = "pm-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        Ended made = run(List.of(ip, "netns", "add", name), "");
        Skip.unless(made.exit == 0, "this user may not make a network namespace: " + made.said.strip());
        NetworkNamespace namespace = new NetworkNamespace(ip, name);
        ALL.add(namespace);
        programs.closing(namespace);
        namespace.ip("link", "set", "lo", "up");
        return namespace;
    }

    /// Connects two of them by a cable. Addresses are written with their prefix, as `10.9.0.1/24`.
    ///
    /// @return the name of the interface, the same on both sides
    String connect(String address, NetworkNamespace other, String otherAddress) {
        String cable = "pm" + links.getAndIncrement() + "x" + other.links.getAndIncrement();
        must(
                List.of(
                        ip,
                        "-n",
                        name,
                        "link",
                        "add",
                        cable,
                        "type",
                        "veth",
                        "peer",
                        "name",
                        cable,
                        "netns",
                        other.name),
                "");
        ip("addr", "add", address, "brd", "+", "dev", cable);
        other.ip("addr", "add", otherAddress, "brd", "+", "dev", cable);
        ip("link", "set", cable, "up");
        other.ip("link", "set", cable, "up");
        return cable;
    }

    /// Runs `ip` with these words inside; fails when it does.
    void ip(String... words) {
        List<String> command = new ArrayList<>(List.of(ip, "-n", name));
        command.addAll(List.of(words));
        must(command, "");
    }

    /// Runs many commands of `ip` inside, one a line.
    void ipBatch(List<String> lines) {
        must(List.of(ip, "-n", name, "-batch", "-"), String.join("\n", lines) + "\n");
    }

    /// A command as it is written to run inside.
    List<String> inside(List<String> command) {
        List<String> all = new ArrayList<>(List.of(ip, "netns", "exec", name));
        all.addAll(command);
        return all;
    }

    /// Starts any program inside.
    ProgramUnderTest start(Programs programs, String what, Map<String, String> environment, List<String> command) {
        return programs.start(what + " in " + name, Repository.ROOT, environment, inside(command));
    }

    /// Starts `./printmaster` inside.
    ProgramUnderTest printmaster(Programs programs, String... words) {
        List<String> command =
                new ArrayList<>(List.of(Repository.ROOT.resolve("printmaster").toString()));
        command.addAll(List.of(words));
        return start(programs, words[0], Map.of("PRINTMASTER_NO_BUILD", "1", "NO_COLOR", "1"), command);
    }

    /// Starts the `main` method of a class of these tests inside.
    ProgramUnderTest java(Programs programs, Class<?> main, String... arguments) {
        return start(programs, main.getSimpleName(), Map.of(), java(main, arguments));
    }

    /// The command that runs the `main` method of a class of these tests, anywhere.
    static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    String name() {
        return name;
    }

    /// Ends what runs inside and removes it; harmless when done twice.
    @Override
    public void close() {
        if (!ALL.remove(this)) {
            return;
        }
        run(List.of(ip, "netns", "pids", name), "")
                .said
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("\\d+"))
                .forEach(pid -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly));
        must(List.of(ip, "netns", "del", name), "");
    }

    private record Ended(int exit, String said) {}

    private static void must(List<String> command, String input) {
        Ended ended = run(command, input);
        if (ended.exit != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed: " + ended.said.strip());
        }
    }

    private static Ended run(List<String> command, String input) {
        try {
            // The batches may be long, and what is said may be too: neither end may wait for the other.
            Path in = Files.createTempFile("pm-ip", ".txt");
            try {
                Files.writeString(in, input);
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(in.toFile())
                        .start();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(String.join(" ", command) + " does not end");
                }
                return new Ended(process.exitValue(), said);
            } finally {
                Files.deleteIfExists(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    /// Even a build that is stopped half way leaves no namespace behind.
    private static Set<NetworkNamespace> register() {
        Set<NetworkNamespace> all = ConcurrentHashMap.newKeySet();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> List.copyOf(all).forEach(NetworkNamespace::close)));
        return all;
    }
}
