package io.printmaster.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.printmaster.simulator.profile.Profiles;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snmp4j.PDU;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/// Asks through real sockets, with SNMP4J's session as the independent other side.
@Timeout(60)
final class SimulatedSiteTest {
    private static final Clock FROZEN = Clock.fixed(Instant.parse("2026-03-02T08:00:00Z"), ZoneOffset.UTC);
    private static final String LIFE_COUNT = "1.3.6.1.2.1.43.10.2.1.4.1.1";
    private static final String SERIAL = "1.3.6.1.2.1.43.5.1.1.17.1";

    private static InetAddress address(String text) throws IOException {
        return InetAddress.getByName(text);
    }

    @Test
    void walks_areTheSameByEveryWay() throws IOException {
        try (SimulatedSite site = SimulatedSite.start(SitePlan.of(1, FROZEN).profiles("konica-a3-mfp"));
                Asker asker = new Asker()) {
            SimulatedPrinter printer = site.printers().getFirst();
            Map<OID, Variable> bulk = asker.walk(printer, SnmpConstants.version2c, PDU.GETBULK);

            assertThat(bulk).hasSizeGreaterThan(150);
            assertThat(asker.walk(printer, SnmpConstants.version2c, PDU.GETNEXT))
                    .isEqualTo(bulk);
            assertThat(asker.walk(printer, SnmpConstants.version1, PDU.GETNEXT)).isEqualTo(bulk);
            assertThat(printer.requests()).isEqualTo(printer.answers()).isEqualTo(site.requests());
            assertThat(printer.busiestSecond()).isPositive();
        }
    }

    @Test
    void v1OnlyPrinter_isSilentToV2cAndAnswersV1() throws IOException {
        try (SimulatedSite site =
                        SimulatedSite.start(SitePlan.of(1, Clock.systemUTC()).profiles("xerox-v1-only"));
                Asker asker = new Asker()) {
            SimulatedPrinter printer = site.named("xerox-v1-only");
            Duration patience = Duration.ofMillis(300);

            assertThat(asker.ask(printer, SnmpConstants.version2c, PDU.GET, "public", patience, SERIAL))
                    .isNull();
            assertThat(asker.ask(printer, SnmpConstants.version1, PDU.GET, "public", patience, SERIAL)
                            .get(0)
                            .toValueString())
                    .isEqualTo(printer.serial().orElseThrow());
            assertThat(printer.requests()).isEqualTo(2);
            assertThat(printer.answers()).isEqualTo(1);
        }
    }

    @Test
    void wrongCommunity_isMetWithSilence() throws IOException {
        try (SimulatedSite site = SimulatedSite.start(SitePlan.of(1, FROZEN).community("s3cret"));
                Asker asker = new Asker()) {
            SimulatedPrinter printer = site.printers().getFirst();
            Duration patience = Duration.ofMillis(300);

            assertThat(asker.ask(printer, SnmpConstants.version2c, PDU.GET, "public", patience, SERIAL))
                    .isNull();
            assertThat(asker.ask(printer, SnmpConstants.version2c, PDU.GET, "s3cret", patience, SERIAL))
                    .isNotNull();
        }
    }

    @Test
    void handles_changeWhatIsSaid() throws IOException {
        try (SimulatedSite site = SimulatedSite.start(SitePlan.of(2, FROZEN).profiles("hp-mono-laser"));
                Asker asker = new Asker()) {
            SimulatedPrinter printer = site.printers().getFirst();
            SimulatedPrinter other = site.printers().get(1);
            assertThat(printer.serial()).isNotEqualTo(other.serial());

            printer.setPageCount(4_711);
            printer.setSerial("OTHER1");
            printer.setErrors(5);
            printer.setInteger("1.3.6.1.2.1.43.11.1.1.9.1.1", -3);
            printer.remove("1.3.6.1.2.1.1.5.0");

            assertThat(asker.get(printer, LIFE_COUNT).toLong()).isEqualTo(4_711);
            assertThat(asker.get(printer, SERIAL).toString()).isEqualTo("OTHER1");
            assertThat(printer.serial()).contains("OTHER1");
            assertThat(((OctetString) asker.get(printer, "1.3.6.1.2.1.25.3.5.1.2.1")).getValue())
                    .isEqualTo(new byte[] {4, 0});
            assertThat(asker.get(printer, "1.3.6.1.2.1.43.11.1.1.9.1.1")).isEqualTo(new Integer32(-3));
            assertThat(asker.get(printer, "1.3.6.1.2.1.1.5.0").isException()).isTrue();
            printer.restore();
            assertThat(asker.get(printer, "1.3.6.1.2.1.1.5.0").isException()).isFalse();
            assertThat(asker.get(other, SERIAL).toString())
                    .isEqualTo(other.serial().orElseThrow());
        }
    }

    @Test
    void silentSlowAndStoppedPrinters() throws IOException {
        try (SimulatedSite site =
                        SimulatedSite.start(SitePlan.of(3, Clock.systemUTC()).profiles("hp-mono-laser"));
                Asker asker = new Asker()) {
            Duration patience = Duration.ofMillis(300);
            SimulatedPrinter silent = site.printers().get(0);
            SimulatedPrinter slow = site.printers().get(1);
            SimulatedPrinter stopped = site.printers().get(2);
            silent.setSilent(true);
            slow.setDelay(Duration.ofMillis(700));
            stopped.stop();

            assertThat(asker.ask(silent, SnmpConstants.version1, PDU.GET, "public", patience, SERIAL))
                    .isNull();
            assertThat(silent.requests()).isEqualTo(1);
            assertThat(asker.ask(slow, SnmpConstants.version1, PDU.GET, "public", patience, SERIAL))
                    .isNull();
            assertThat(asker.ask(stopped, SnmpConstants.version1, PDU.GET, "public", patience, SERIAL))
                    .isNull();
            assertThat(stopped.requests()).isZero();
            silent.setSilent(false);
            assertThat(asker.get(silent, SERIAL).toString())
                    .isEqualTo(silent.serial().orElseThrow());
            assertThat(asker.get(slow, SERIAL).toString())
                    .isEqualTo(slow.serial().orElseThrow());
            try (DatagramSocket again = new DatagramSocket(new InetSocketAddress(stopped.address(), stopped.port()))) {
                assertThat(again.isBound()).isTrue();
            }
        }
    }

    @Test
    void sleeper_isSlowOnlyTheFirstTime() throws IOException {
        try (SimulatedSite site =
                        SimulatedSite.start(SitePlan.of(1, Clock.systemUTC()).profiles("lexmark-asleep"));
                Asker asker = new Asker()) {
            SimulatedPrinter printer = site.printers().getFirst();
            long before = System.nanoTime();
            assertThat(asker.get(printer, SERIAL).toString())
                    .isEqualTo(printer.serial().orElseThrow());
            assertThat(System.nanoTime() - before).isGreaterThan(1_400_000_000L);
            PDU second = asker.ask(printer, SnmpConstants.version1, PDU.GET, "public", Duration.ofSeconds(1), SERIAL);
            assertThat(second).isNotNull();
        }
    }

    @Test
    void loss_dropsAboutItsShare() throws IOException {
        try (SimulatedSite site = SimulatedSite.start(SitePlan.of(1, FROZEN));
                DatagramSocket socket =
                        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            SimulatedPrinter printer = site.printers().getFirst();
            printer.setLoss(0.5);
            byte[] get = request();
            for (int i = 0; i < 400; i++) {
                socket.send(new DatagramPacket(get, get.length, printer.address(), printer.port()));
            }
            await().until(() -> printer.requests() == 400);
            assertThat(printer.answers()).isBetween(120L, 280L);
        }
    }

    /// A GET of sysDescr in SNMPv2c, community public.
    private static byte[] request() {
        return HexFormat.of()
                .parseHex("302902010104067075626c6963a01c02041a2b3c4d020100020100300e300c06082b060102010101000500");
    }

    @Test
    void fiveHundredPrinters_startInSecondsAndAnswerFromTheirOwnAddress() throws IOException {
        long before = System.nanoTime();
        try (SimulatedSite site = SimulatedSite.start(SitePlan.of(500, Clock.systemUTC()));
                DatagramSocket socket =
                        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
            assertThat(site.printers()).extracting(SimulatedPrinter::address).doesNotHaveDuplicates();
            assertThat(site.printers()).extracting(SimulatedPrinter::port).containsOnly(site.port());
            assertThat(site.printers()).extracting(SimulatedPrinter::mac).doesNotHaveDuplicates();
            assertThat(site.printers().stream().flatMap(p -> p.serial().stream()))
                    .doesNotHaveDuplicates();
            socket.setSoTimeout(5_000);
            byte[] get = request();
            for (SimulatedPrinter printer : site.printers()) {
                // One does not hear SNMPv2c, the other takes its time.
                if (printer.name().equals("xerox-v1-only") || printer.name().equals("lexmark-asleep")) {
                    continue;
                }
                socket.send(new DatagramPacket(get, get.length, printer.address(), printer.port()));
                DatagramPacket answer = new DatagramPacket(new byte[2_000], 2_000);
                socket.receive(answer);
                assertThat(answer.getAddress()).isEqualTo(printer.address());
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("a printer did not answer", e);
        }
    }

    @Test
    void samePlan_givesTheSameSite() throws IOException {
        SitePlan plan = SitePlan.of(40, FROZEN).seed(99);
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        try (SimulatedSite site = SimulatedSite.start(plan)) {
            site.printers().forEach(p -> first.add(p.name() + p.serial() + p.mac() + p.pageCount() + p.address()));
        }
        try (SimulatedSite site = SimulatedSite.start(plan)) {
            site.printers().forEach(p -> second.add(p.name() + p.serial() + p.mac() + p.pageCount() + p.address()));
        }
        assertThat(second).isEqualTo(first);
    }

    @Test
    void recordings_answerAndCanBeChanged(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("old.snmprec");
        Files.writeString(file, """
                1.3.6.1.2.1.1.1.0|4|Made-up printer
                1.3.6.1.2.1.43.10.2.1.4.1.1|65|10
                1.3.6.1.2.1.43.5.1.1.17.1|4|A1
                broken
                """, StandardCharsets.UTF_8);
        SitePlan plan =
                SitePlan.of(1, Clock.systemUTC()).recordings(List.of(file)).at(address("127.11.0.9"), file);
        try (SimulatedSite site = SimulatedSite.start(plan);
                Asker asker = new Asker()) {
            SimulatedPrinter old = site.printers().get(1);
            SimulatedPrinter placed = site.at(address("127.11.0.9"));

            assertThat(site.problems()).contains("old, line 4: not OID|tag|value");
            assertThat(old.name()).isEqualTo("old");
            old.setPageCount(55);
            old.setSerial("B2");
            assertThat(asker.get(old, LIFE_COUNT).toLong()).isEqualTo(55);
            assertThat(asker.get(old, SERIAL).toString()).isEqualTo("B2");
            assertThat(asker.get(placed, SERIAL).toString()).isEqualTo("A1");
            assertThatThrownBy(() -> old.setErrors(1)).hasMessageContaining("old has no object");
        }
    }

    @Test
    void takenPort_isSaidClearly() throws IOException {
        try (SimulatedSite site = SimulatedSite.start(SitePlan.of(1, Clock.systemUTC()))) {
            SitePlan again = SitePlan.of(1, Clock.systemUTC()).port(site.port());
            assertThatThrownBy(() -> SimulatedSite.start(again)).hasMessageContaining("cannot answer at 127.10.0.1");
        }
    }

    @Test
    void plans_refuseNonsense() {
        assertThatThrownBy(() -> SitePlan.of(-1, Clock.systemUTC())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SitePlan.of(1, Clock.systemUTC()).profiles("nobody"))
                .hasMessageContaining("hp-mono-laser");
        assertThatThrownBy(() -> SitePlan.of(1, Clock.systemUTC()).network("10.0.0.0/8"))
                .hasMessageContaining("127.10.0.0/16");
        assertThatThrownBy(() ->
                        SimulatedSite.start(SitePlan.of(9, Clock.systemUTC()).network("127.9.0.0/29")))
                .hasMessageContaining("has 7 addresses");
        assertThat(LoopbackNetwork.parse("127.10.0.0/16").addresses(3, true))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("127.10.0.1", "127.10.64.1", "127.10.128.1");
        assertThat(Profiles.all()).isNotEmpty();
    }
}
