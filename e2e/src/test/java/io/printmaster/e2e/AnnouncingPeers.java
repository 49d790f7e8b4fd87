package io.printmaster.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Real programs that print, queue and announce, inside a network of their own: CUPS' `ippeveprinter`
/// and `cupsd`, Avahi, GUPnP, `wsdd`. Each sees a `/run` and an `/etc/hosts` of its own, so that
/// nothing of this machine is touched. Where one is missing, the calling test is skipped with its name.
final class AnnouncingPeers {
    static final String HOST = "printers.local";
    private static final Duration READY = Duration.ofSeconds(60);

    private static final String UPNP_DEVICE = """
        import sys, gi
        gi.require_version("GUPnP", "1.6")
        from gi.repository import GUPnP, GLib
        context = GUPnP.Context.new(sys.argv[1], 0)
        device = GUPnP.RootDevice.new(context, "printer.xml", sys.argv[2])
        device.set_available(True)
        print("ready", flush=True)
        GLib.MainLoop().run()
        """;

    private static final String CUPS = """
        LogLevel warn
        Listen *:631
        Browsing On
        BrowseLocalProtocols dnssd
        DefaultAuthType None
        WebInterface No
        <Location />
          Order allow,deny
          Allow all
        </Location>
        <Location /admin>
          Order allow,deny
          Allow all
        </Location>
        <Policy default>
          <Limit All>
            Order deny,allow
            Allow all
          </Limit>
        </Policy>
        """;

    private final Programs programs;
    private final NetworkNamespace network;
    private final Path directory;

    /// @param address of the interface that the others are reached by
    AnnouncingPeers(Programs programs, NetworkNamespace network, Path directory, String address) throws IOException {
        this.programs = programs;
        this.network = network;
        this.directory = directory;
        Peers.need("sh");
        Skip.unless(
                "root".equals(System.getProperty("user.name")),
                "only root may give a program folders of its own (mount)");
        Files.writeString(directory.resolve("hosts"), """
            127.0.0.1 localhost
            ::1 localhost
            %s %s
            fd00:77::2 %s
            """.formatted(address, HOST, HOST));
    }

    private ProgramUnderTest start(String name, String command) {
        String bus = "unix:path=" + directory.resolve("bus");
        String script = "mount -t tmpfs none /run && mkdir -p /run/avahi-daemon && mount --bind " + directory
                + "/hosts /etc/hosts && exec " + command;
        return network.start(programs, name, Map.of("DBUS_SYSTEM_BUS_ADDRESS", bus), List.of("sh", "-c", script));
    }

    /// Starts Avahi with a message bus of its own; the programs that are started later announce
    /// themselves by it.
    void avahi() throws IOException {
        String bus = Peers.need("dbus-daemon").toString();
        String avahi = Peers.need("avahi-daemon").toString();
        Path policy = directory.resolve("bus.conf");
        Files.writeString(policy, """
        <busconfig><type>system</type><listen>unix:path=%s</listen><auth>EXTERNAL</auth>
        <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
        <allow own="*"/><allow user="*"/></policy></busconfig>
        """.formatted(directory.resolve("bus")));
        start("dbus-daemon", bus + " --config-file=" + policy + " --nofork --nopidfile");
        await().atMost(READY).until(() -> Files.exists(directory.resolve("bus")));
        start("avahi-daemon", avahi + " --no-drop-root --no-rlimits").awaitLine(READY, "Server startup complete");
    }

    /// Starts an IPP Everywhere printer "HP LaserJet Sim" without SNMP.
    ProgramUnderTest printer(int port) {
        String command = Peers.need("ippeveprinter").toString();
        return start(
                "ippeveprinter",
                command + " -M HP -m 'LaserJet Sim' -s 5,5 -n " + HOST + " -p " + port + " 'Sim Printer'");
    }

    /// Starts a UPnP printer of which nothing but its description can be had.
    void upnpPrinter(String link) throws IOException {
        Skip.unless(
                Files.exists(Path.of("/usr/lib/python3/dist-packages/gi")),
                "Python's `gi` is not installed (bin/install-test-peers)");
        Files.writeString(directory.resolve("device.py"), UPNP_DEVICE);
        Files.writeString(directory.resolve("printer.xml"), """
            <?xml version="1.0"?><root xmlns="urn:schemas-upnp-org:device-1-0">
            <specVersion><major>1</major><minor>0</minor></specVersion>
            <device><deviceType>urn:schemas-upnp-org:device:Printer:1</deviceType>
            <friendlyName>UPnP printer</friendlyName><manufacturer>HP</manufacturer>
            <modelName>LaserJet Sim</modelName><serialNumber>UP12345</serialNumber>
            <UDN>uuid:11111111-2222-4333-8444-555555555555</UDN></device></root>
            """);
        start("gupnp", "/usr/bin/python3 " + directory + "/device.py " + link + " " + directory)
                .awaitLine(READY, "ready");
    }

    /// Starts a computer that answers WS-Discovery as a Windows machine does.
    void computer(String link) {
        String command = Peers.need("wsdd").toString();
        start("wsdd", command + " -v -i " + link + " -n OFFICE-PC").awaitLine(READY, "joined multicast group");
    }

    /// Starts CUPS.
    void cups() throws IOException {
        String command = Peers.need("cupsd").toString();
        Path root = Files.createDirectories(directory.resolve("cups"));
        for (String folder : List.of("state", "cache", "spool", "tmp", "ppd", "ssl", "bin/backend")) {
            Files.createDirectories(root.resolve(folder));
        }
        // Nothing is ever printed; but CUPS refuses queues whose backend is not installed.
        for (String scheme : List.of("usb", "ipp")) {
            Path backend = Files.writeString(root.resolve("bin/backend").resolve(scheme), "#!/bin/sh\nexit 1\n");
            Files.setPosixFilePermissions(backend, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(root.resolve("cupsd.conf"), CUPS);
        Files.writeString(root.resolve("cups-files.conf"), """
            ServerRoot %1$s
            ServerBin %1$s/bin
            StateDir %1$s/state
            CacheDir %1$s/cache
            RequestRoot %1$s/spool
            TempDir %1$s/tmp
            DocumentRoot %1$s
            AccessLog stderr
            ErrorLog stderr
            PageLog stderr
            SystemGroup root
            SyncOnClose No
            """.formatted(root));
        ProgramUnderTest cupsd =
                start("cupsd", command + " -f -c " + root + "/cupsd.conf -s " + root + "/cups-files.conf");
        String lpstat = Peers.need("lpstat").toString();
        await().atMost(READY).until(() -> !cupsd.isAlive() || ends(lpstat + " -h 127.0.0.1:631 -r") == 0);
    }

    /// Makes a queue that is shared.
    void queue(String name, String deviceUri) {
        String lpadmin = Peers.need("lpadmin").toString();
        int exit = ends(lpadmin + " -h 127.0.0.1:631 -p " + name + " -E -v '" + deviceUri
                + "' -m raw -o printer-is-shared=true");
        Skip.unless(exit == 0, "this CUPS does not take a raw queue");
    }

    private int ends(String command) {
        ProgramUnderTest program = start(command.replaceFirst(" .*", ""), command);
        return program.awaitExit(READY);
    }
}
