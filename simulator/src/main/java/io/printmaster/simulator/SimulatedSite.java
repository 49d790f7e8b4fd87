package io.printmaster.simulator;

import io.printmaster.simulator.profile.Nameplate;
import io.printmaster.simulator.profile.Profile;
import io.printmaster.simulator.profile.ProfilePrinter;
import io.printmaster.simulator.snmp.DatagramLoop;
import io.printmaster.simulator.snmp.FixedMib;
import io.printmaster.simulator.snmp.Manners;
import io.printmaster.simulator.snmp.Recording;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Printers that answer SNMP on loopback addresses, one UDP socket each, all served by one thread. Start it with
/// [#start], close it when done. Any thread.
public final class SimulatedSite implements AutoCloseable {
    private static final int PORTS_TO_TRY = 20;

    private final DatagramLoop loop;
    private final List<SimulatedPrinter> printers;
    private final List<String> problems;

    private SimulatedSite(DatagramLoop loop, List<SimulatedPrinter> printers, List<String> problems) {
        this.loop = loop;
        this.printers = printers;
        this.problems = problems;
    }

    /// Binds every address of the plan and begins to answer.
    ///
    /// @throws IOException when an address cannot be bound or a recording cannot be read; nothing stays open then
    public static SimulatedSite start(SitePlan plan) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return startOnce(plan);
            } catch (BindException e) {
                // The port that was free at the first address may be taken at another one.
                if (plan.port != 0 || attempt == PORTS_TO_TRY) {
                    throw e;
                }
            }
        }
    }

    private static SimulatedSite startOnce(SitePlan plan) throws IOException {
        List<String> problems = new ArrayList<>();
        List<Device> devices = devices(plan, problems);
        DatagramLoop loop = DatagramLoop.open();
        try {
            int port = plan.port;
            List<SimulatedPrinter> printers = new ArrayList<>(devices.size());
            for (Device device : devices) {
                bind(device, loop, port);
                port = device.printer().port();
                printers.add(device.printer());
            }
            loop.start();
            return new SimulatedSite(loop, List.copyOf(printers), List.copyOf(problems));
        } catch (IOException | RuntimeException e) {
            loop.close();
            throw e;
        }
    }

    private record Device(InetAddress address, SimulatedPrinter printer) {}

    private static void bind(Device device, DatagramLoop loop, int port) throws IOException {
        try {
            device.printer().bind(loop, new InetSocketAddress(device.address(), port));
        } catch (BindException e) {
            BindException clearer =
                    new BindException("cannot answer at " + device.address().getHostAddress() + " port " + port + ": "
                            + e.getMessage() + " (is the port taken? Only Linux has all of 127.0.0.0/8 by itself)");
            clearer.initCause(e);
            throw clearer;
        } catch (IOException e) {
            throw new IOException(
                    "cannot open a socket for " + device.address().getHostAddress() + ": " + e.getMessage()
                            + " (each printer needs one; ulimit -n says how many there may be)",
                    e);
        }
    }

    private static List<Device> devices(SitePlan plan, List<String> problems) throws IOException {
        Nameplates plates = new Nameplates(plan.seed);
        Instant birth = plan.clock.instant();
        List<Device> devices = new ArrayList<>();
        List<InetAddress> addresses = plan.network.addresses(plan.count + plan.recordings.size(), plan.spread);
        List<SitePlan.Origin> origins = new ArrayList<>();
        plates.choose(plan.profiles, plan.count).forEach(p -> origins.add(new SitePlan.Invented(p)));
        plan.recordings.forEach(file -> origins.add(new SitePlan.Recorded(file)));
        for (SitePlan.Placed placed : plan.placed) {
            addresses.add(placed.address());
            origins.add(placed.origin());
        }
        for (int i = 0; i < origins.size(); i++) {
            InetAddress address = addresses.get(i);
            SimulatedPrinter printer = switch (origins.get(i)) {
                case SitePlan.Invented(Profile profile) ->
                    profiled(plan, profile, plates.of(profile, i + 1, address), birth);
                case SitePlan.Recorded(Path file) -> recorded(plan, file, problems);
            };
            devices.add(new Device(address, printer));
        }
        return devices;
    }

    private static SimulatedPrinter profiled(SitePlan plan, Profile profile, Nameplate plate, Instant birth) {
        Manners manners =
                new Manners(plan.community, true, !profile.v1Only(), profile.bulk(), profile.maxMessageBytes());
        return new SimulatedPrinter(new ProfilePrinter(profile, plate, plan.clock, birth, plan.pace), manners);
    }

    private static SimulatedPrinter recorded(SitePlan plan, Path file, List<String> problems) throws IOException {
        Recording recording = Recording.read(file);
        String name = file.getFileName().toString().replaceFirst("\\.snmprec$", "");
        recording.problems().forEach(p -> problems.add(name + ", " + p));
        return new SimulatedPrinter(name, new FixedMib(recording.objects()), Manners.usual(plan.community));
    }

    /// All printers, in the order of the plan: profiles, recordings, those placed by hand.
    public List<SimulatedPrinter> printers() {
        return printers;
    }

    /// The printer at this address.
    ///
    /// @throws IllegalArgumentException when there is none
    public SimulatedPrinter at(InetAddress address) {
        return printers.stream()
                .filter(p -> p.address().equals(address))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no printer at " + address.getHostAddress()));
    }

    /// The first printer of this profile or recording.
    ///
    /// @throws IllegalArgumentException when there is none
    public SimulatedPrinter named(String name) {
        return printers.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no printer is called " + name));
    }

    /// The UDP port of all printers.
    ///
    /// @throws IllegalStateException when the site has no printer
    public int port() {
        if (printers.isEmpty()) {
            throw new IllegalStateException("a site without printers has no port");
        }
        return printers.getFirst().port();
    }

    /// Lines of recordings that were left out because they could not be read.
    public List<String> problems() {
        return problems;
    }

    /// Datagrams that reached any of them.
    public long requests() {
        return printers.stream().mapToLong(SimulatedPrinter::requests).sum();
    }

    /// Frees every address.
    @Override
    public void close() {
        loop.close();
    }
}
