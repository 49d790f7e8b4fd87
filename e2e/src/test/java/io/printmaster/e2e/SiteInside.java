package io.printmaster.e2e;

import io.printmaster.simulator.SimulatedPrinter;
import io.printmaster.simulator.SimulatedSite;
import io.printmaster.simulator.SitePlan;
import io.printmaster.simulator.profile.Profile;
import io.printmaster.simulator.profile.Profiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/// Simulated printers inside a [NetworkNamespace], as a program of its own: `SiteInside ADDRESSES PORT LOSS
/// DELAY TRAPS`.
///
/// ADDRESSES is a file with an address a line; LOSS the percentage of requests that each printer loses,
/// DELAY the longest time of an answer in milliseconds, each printer having one of its own. With TRAPS
/// `yes` it listens on every TCP port that a printer would print from, and says `TOUCHED address:port` for
/// each connection.
public final class SiteInside {
    private static final List<Integer> PRINTING = List.of(
            515, 9100, 9101, 9102, 9103, 9104, 9105, 9106, 9107, 9108, 9109, 9112, 9113, 9114, 9115, 9116, 9999);

    private SiteInside() {}

    /// Runs until it is killed.
    public static void main(String[] arguments) throws Exception {
        List<String> addresses = Files.readAllLines(Path.of(arguments[0]));
        double loss = Double.parseDouble(arguments[2]) / 100;
        int longest = Integer.parseInt(arguments[3]);
        SitePlan plan = SitePlan.of(0, Clock.systemUTC()).port(Integer.parseInt(arguments[1]));
        Profile profile = Profiles.all().stream()
                .filter(p -> !p.v1Only() && p.tellsSerial() && p.wakeTime().isZero())
                .findFirst()
                .orElseThrow();
        for (String address : addresses) {
            plan = plan.at(InetAddress.ofLiteral(address), profile);
        }
        SimulatedSite site = SimulatedSite.start(plan);
        Random random = new Random(29);
        for (SimulatedPrinter printer : site.printers()) {
            printer.setLoss(loss);
            printer.setDelay(Duration.ofMillis(longest == 0 ? 0 : 1 + random.nextInt(longest)));
            if (arguments[4].equals("yes")) {
                for (int port : PRINTING) {
                    listen(new InetSocketAddress(printer.address(), port));
                }
            }
        }
        System.out.println("READY " + site.printers().size());
        new CountDownLatch(1).await();
    }

    private static void listen(InetSocketAddress at) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.bind(at);
        Thread.ofVirtual().start(() -> {
            while (true) {
                try (Socket caller = socket.accept()) {
                    System.out.println("TOUCHED " + at.getAddress().getHostAddress() + ":" + at.getPort() + " by "
                            + caller.getRemoteSocketAddress());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }
}
