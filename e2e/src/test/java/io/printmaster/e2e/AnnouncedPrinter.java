package io.printmaster.e2e;

import io.printmaster.simulator.SimulatedPrinter;
import io.printmaster.simulator.SimulatedSite;
import io.printmaster.simulator.SitePlan;
import io.printmaster.simulator.announce.Announced;
import io.printmaster.simulator.announce.Announcement;
import io.printmaster.simulator.profile.Profile;
import io.printmaster.simulator.profile.Profiles;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/// One simulated printer that speaks SNMP, mDNS, SSDP and IPP, in the network in which this is started.
final class AnnouncedPrinter {
    private AnnouncedPrinter() {}

    /// Runs until it is ended.
    ///
    /// @param arguments its address
    public static void main(String[] arguments) throws Exception {
        InetAddress address = InetAddress.ofLiteral(arguments[0]);
        Profile profile =
                Profiles.all().stream().filter(Profile::tellsSerial).findFirst().orElseThrow();
        SitePlan plan = SitePlan.of(0, Clock.systemUTC()).port(161).at(address, profile);
        SimulatedSite site = SimulatedSite.start(plan);
        SimulatedPrinter printer = site.printers().getFirst();
        // As many makers do, it makes its UUID of its hardware address.
        String mac = printer.mac().orElseThrow().value().replace(":", "");
        Announced announced = new Announced(
                printer.maker().orElseThrow(),
                printer.model().orElseThrow(),
                printer.serial().orElseThrow(),
                "11111111-2222-1333-8444-" + mac,
                "sim" + mac,
                address);
        // Both end with the process.
        Announcement.open(announced, NetworkInterface.getByInetAddress(address));
        System.out.println("answers as " + announced.serial());
        new CountDownLatch(1).await();
    }
}
