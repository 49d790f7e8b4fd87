package io.printmaster.e2e;

import io.printmaster.agent.discover.CredentialBook;
import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Neighbours;
import io.printmaster.agent.discover.OwnNetworks;
import io.printmaster.agent.discover.Reach;
import io.printmaster.agent.discover.SnmpSweep;
import io.printmaster.agent.discover.SweepLine;
import io.printmaster.agent.discover.SweepSettings;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.discover.UdpLine;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.snmp4j.Snmp4jClient;
import io.printmaster.agent.snmp.snmp4j.Snmp4jDatagrams;
import io.printmaster.program.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The sweep alone, without any reading, as a program that can run inside a [NetworkNamespace]:
/// `SweepInside TARGETS PORT RATE SEND_BUFFER SOCKETS`. Says `FOUND address`, and at the end how it went.
public final class SweepInside {
    private SweepInside() {}

    /// Counts what passes, and what the kernel did not take.
    private static final class Counted implements SweepLine {
        private final UdpLine line;
        private final LongStream.Builder times = LongStream.builder();
        private long refused;

        private Counted(UdpLine line) {
            this.line = line;
        }

        @Override
        public boolean send(byte[] datagram, InetSocketAddress to) throws IOException {
            boolean sent = line.send(datagram, to);
            if (sent) {
                times.add(System.nanoTime() / 1000);
            } else {
                refused++;
            }
            return sent;
        }

        @Override
        public @Nullable Heard receive(Duration patience) throws IOException {
            return line.receive(patience);
        }

        @Override
        public void close() {
            System.out.println("REFUSED " + refused);
            System.out.println("BUSIEST " + Capture.busiestSecond(times.build().toArray()));
            System.out.println("SOCKETS " + line.sockets());
            line.close();
        }
    }

    /// Sweeps once.
    public static void main(String[] arguments) throws Exception {
        List<SnmpCredential> credentials = List.of(
                new SnmpCredential.Community("v2c", SnmpCredential.Version.V2C, new Secret("public")),
                new SnmpCredential.Community("v1", SnmpCredential.Version.V1, new Secret("public")));
        try (Snmp4jClient client = new Snmp4jClient()) {
            client.start();
            SnmpSweep sweep = new SnmpSweep(new SnmpSweep.Setup(
                    new SnmpSweep.Tools(
                            client,
                            new Snmp4jDatagrams(),
                            () -> new Counted(
                                    UdpLine.open(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]))),
                            OwnNetworks::now,
                            () -> Neighbours.read(Neighbours.TABLE)),
                    new SweepSettings(
                            Integer.parseInt(arguments[1]),
                            CredentialBook.of(credentials),
                            Integer.parseInt(arguments[2]),
                            300,
                            2,
                            Duration.ofSeconds(1),
                            false,
                            true),
                    Reach.TARGETS,
                    new SnmpSweep.Time(InstantSource.system(), System::nanoTime),
                    new Random(1)));
            FindSummary summary = sweep.find(
                    TargetList.parse(List.of(arguments[0]), TargetList.DEFAULT_MAX_ADDRESSES),
                    sighting -> System.out.println("FOUND " + sighting.address().getHostAddress()));
            System.out.println("PACKETS " + summary.packets());
            System.out.println("MILLIS " + summary.elapsed().toMillis());
        }
    }
}
