package io.printmaster.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The real peers of the tests: programs that other people wrote, as Debian packages them. Where one is missing, the
/// calling test is skipped with its name.
final class Peers {
    /// What the sealed printer of [#snmpd] says of itself.
    static final String SEALED_SERIAL = "SEALED000042";

    static final long SEALED_PAGES = 4711;

    private static final Duration READY = Duration.ofSeconds(60);

    private Peers() {}

    /// Skips the calling test when the command is not installed, or gives its path.
    static Path need(String command) {
        Path found = Stream.concat(
                        Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder).resolve(command))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Skip.unless(found != null, "`" + command + "` is not installed (bin/install-test-peers)");
        return found;
    }

    /// A UDP port of the address that was free a moment ago.
    static int freeUdpPort(String address) {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral(address))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free UDP port on " + address, e);
        }
    }

    /// A TCP port of the loopback address that was free a moment ago.
    static int freeTcpPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free TCP port", e);
        }
    }

    /// Starts snmpsimd over the recordings; the community of each is its file's name without the ending.
    static InetSocketAddress snmpsim(Programs programs, Path directory) throws IOException {
        String command = need("snmpsimd").toString();
        Path recordings = Repository.recordings().resolve("snmp");
        Path cache = Files.createDirectory(directory.resolve("snmpsim-cache"));
        InetSocketAddress address = new InetSocketAddress("127.0.0.2", freeUdpPort("127.0.0.2"));
        List<String> words = new ArrayList<>(List.of(
                command,
                "--data-dir=" + recordings,
                "--cache-dir=" + cache,
                "--logging-method=null",
                "--agent-udpv4-endpoint=" + address.getHostString() + ":" + address.getPort()));
        if ("root".equals(System.getProperty("user.name"))) {
            // It refuses to serve as root; the user it turns into must get at its cache.
            words.addAll(List.of("--process-user=nobody", "--process-group=nogroup"));
            Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
            for (Path parent = directory; parent != null && isOwned(parent); parent = parent.getParent()) {
                Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        ProgramUnderTest program = programs.start("snmpsimd", directory, Map.of(), words);
        awaitSnmp(program, address, "jetdirect");
        return address;
    }

    /// Starts net-snmp's snmpd with the user `printmaster` of SNMPv3: SHA-256 and AES-128 with these passwords.
    static InetSocketAddress snmpd(Programs programs, Path directory, String authPassword, String privPassword)
            throws IOException {
        String command = need("snmpd").toString();
        InetSocketAddress address = new InetSocketAddress("127.0.0.3", freeUdpPort("127.0.0.3"));
        Path configuration = directory.resolve("snmpd.conf");
        Files.writeString(configuration, """
                createUser printmaster SHA-256 "%s" AES "%s"
                rouser printmaster priv .1
                rocommunity ready 127.0.0.0/8 .1.3.6.1.2.1.1
                sysDescr Acme Sealed 3000
                sysName sealed-printer
                override 1.3.6.1.2.1.25.3.2.1.2.1 object_id 1.3.6.1.2.1.25.3.1.5
                override 1.3.6.1.2.1.25.3.2.1.3.1 octet_str "Acme Sealed 3000"
                override 1.3.6.1.2.1.25.3.5.1.1.1 integer 3
                override 1.3.6.1.2.1.43.5.1.1.17.1 octet_str "%s"
                override 1.3.6.1.2.1.43.10.2.1.3.1.1 integer 7
                override 1.3.6.1.2.1.43.10.2.1.4.1.1 counter %d
                """.formatted(authPassword, privPassword, SEALED_SERIAL, SEALED_PAGES));
        ProgramUnderTest program = programs.start(
                "snmpd",
                directory,
                Map.of("SNMP_PERSISTENT_DIR", directory.toString(), "MIBS", ""),
                List.of(
                        command,
                        "-f",
                        "-Lo",
                        "-C",
                        "-c",
                        configuration.toString(),
                        "-p",
                        directory.resolve("snmpd.pid").toString(),
                        "udp:" + address.getHostString() + ":" + address.getPort()));
        awaitSnmp(program, address, "ready");
        return address;
    }

    private static boolean isOwned(Path folder) throws IOException {
        // Temporary folders of a test are private to root; the folders above them are not ours to change.
        return folder.getFileName() != null
                && folder.getFileName().toString().startsWith("junit")
                && Files.isDirectory(folder);
    }

    private static void awaitSnmp(ProgramUnderTest program, InetSocketAddress address, String community) {
        await().alias(program.name() + " answers")
                .atMost(READY)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !program.isAlive() || answers(address, community));
        Skip.unless(program.isAlive(), program.name() + " does not start here: " + program.tail(5));
    }

    /// Asks for sysDescr.0 by SNMP version 2c, written out by hand so that no code of the product vouches for itself.
    private static boolean answers(InetSocketAddress address, String community) throws IOException {
        byte[] name = community.getBytes(StandardCharsets.US_ASCII);
        byte[] get = {
            (byte) 0xA0,
            0x1C,
            2,
            4,
            0,
            0,
            0,
            1,
            2,
            1,
            0,
            2,
            1,
            0,
            0x30,
            0x0E,
            0x30,
            0x0C,
            6,
            8,
            0x2B,
            6,
            1,
            2,
            1,
            1,
            1,
            0,
            5,
            0
        };
        byte[] message = new byte[2 + 3 + 2 + name.length + get.length];
        message[0] = 0x30;
        message[1] = (byte) (message.length - 2);
        System.arraycopy(new byte[] {2, 1, 1, 4, (byte) name.length}, 0, message, 2, 5);
        System.arraycopy(name, 0, message, 7, name.length);
        System.arraycopy(get, 0, message, 7 + name.length, get.length);
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            socket.setSoTimeout(200);
            socket.send(new DatagramPacket(message, message.length, address));
            socket.receive(new DatagramPacket(new byte[1500], 1500));
            return true;
        } catch (SocketTimeoutException notYet) {
            return false;
        }
    }
}
