package io.printmaster.agent.read.ipp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.model.FillState;
import io.printmaster.model.HintName;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import io.printmaster.model.Supply;
import io.printmaster.model.Tray;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class IppReaderTest {
    private static final String UUID = "11111111-2222-3333-4444-555555555555";
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final IppReader reader = IppReader.open(
            new IppSettings(true, Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(20), 1 << 18),
            Clock.systemUTC());

    @AfterEach
    void close() {
        reader.close();
    }

    private static Sighting sighting(int port, Map<String, String> hints) {
        return new Sighting(LOOPBACK, port, Sighting.Door.IPP, "", Instant.EPOCH, hints);
    }

    private static Reading read(ReadOutcome outcome) {
        assertThat(outcome).isInstanceOf(ReadOutcome.Read.class);
        return ((ReadOutcome.Read) outcome).reading();
    }

    /// Acceptance case 25 of docs/printers.md.
    @Test
    void realAnswerOfHp_givesFourSuppliesAtTwenty() throws IOException {
        byte[] answer = IppRecordings.read("hp6830");
        try (IppResponder printer = new IppResponder().at("/ipp/print", request -> answer)) {
            Reading reading = read(reader.read(sighting(printer.port(), Map.of())));

            assertThat(reading.printer().inventory().supplies())
                    .extracting(Supply::color, s -> s.level().percent().orElse(-1), Supply::state, Supply::type)
                    .containsExactly(
                            tuple("magenta", 20, FillState.LOW, "inkCartridge"),
                            tuple("cyan", 20, FillState.LOW, "inkCartridge"),
                            tuple("yellow", 20, FillState.LOW, "inkCartridge"),
                            tuple("black", 20, FillState.LOW, "inkCartridge"));
            assertThat(reading.printer().condition().status()).isEqualTo(PrinterStatus.WARNING);
            assertThat(reading.printer().condition().alerts()).hasSize(1);
            assertThat(reading.printer().identity().manufacturer()).isEqualTo("HP");
            assertThat(reading.printer().key().kind()).isEqualTo(PrinterKey.Kind.SERIAL);
            assertThat(reading.printer().identity().uuid()).hasSize(36);
            assertThat(reading.printer().inventory().capabilities()).containsExactly("color", "duplex");
            assertThat(printer.requests()).hasSize(1);
        }
    }

    /// Acceptance case 25 of docs/printers.md.
    @Test
    void realAnswerOfEpson_givesFiveSuppliesAndFourTrays() throws IOException {
        byte[] answer = IppRecordings.read("epsonxp6000");
        try (IppResponder printer = new IppResponder().at("/ipp/print", request -> answer)) {
            Reading reading = read(reader.read(sighting(printer.port(), Map.of())));

            assertThat(reading.printer().inventory().supplies())
                    .extracting(Supply::color, s -> s.level().percent().orElse(-1), Supply::type)
                    .containsExactly(
                            tuple("photo black", 27, "inkCartridge"),
                            tuple("cyan", 99, "inkCartridge"),
                            tuple("magenta", 83, "inkCartridge"),
                            tuple("yellow", 6, "inkCartridge"),
                            tuple("black", 64, "inkCartridge"));
            assertThat(reading.printer().inventory().supplies())
                    .extracting(Supply::state)
                    .containsExactly(FillState.OK, FillState.OK, FillState.OK, FillState.LOW, FillState.OK);
            assertThat(reading.printer().inventory().trays())
                    .hasSize(4)
                    .extracting(Tray::state)
                    .containsOnly(FillState.UNKNOWN);
            assertThat(reading.printer().identity().firmware()).isNotEmpty();
            assertThat(reading.printer().key().kind()).isIn(PrinterKey.Kind.SERIAL, PrinterKey.Kind.UUID);
        }
    }

    /// Acceptance case 25 of docs/printers.md.
    @Test
    void realRefusalOfTheVersion_leadsToOnePointOne() throws IOException {
        byte[] refusal = IppRecordings.read("error-0x0503");
        byte[] answer = IppMessage.printer(UUID).end();
        try (IppResponder printer =
                new IppResponder().at("/ipp/print", request -> request[0] == 2 ? refusal : answer)) {
            assertThat(read(reader.read(sighting(printer.port(), Map.of())))
                            .printer()
                            .key())
                    .hasToString("uuid:" + UUID);
            assertThat(printer.requests()).extracting(r -> r[0] + "." + r[1]).containsExactly("2.0", "1.1");
        }
    }

    /// Acceptance case 25 of docs/printers.md.
    @Test
    void realEmptyGroup_isAnOutcomeOfItsOwn() throws IOException {
        byte[] empty = IppRecordings.read("empty-attribute-group");
        try (IppResponder printer = new IppResponder().at("/ipp/print", request -> empty)) {
            assertThat(reader.read(sighting(printer.port(), Map.of())))
                    .isInstanceOfSatisfying(
                            ReadOutcome.NotAPrinter.class,
                            no -> assertThat(no.why()).contains("without any attribute"));
        }
    }

    @Test
    void versionsThatNobodyKnows_endAfterThreeRequests() throws IOException {
        byte[] refusal = IppMessage.answer(0x0101, 0x0503).end();
        try (IppResponder printer = new IppResponder().at("/ipp/print", request -> refusal)) {
            assertThat(reader.read(sighting(printer.port(), Map.of()))).isInstanceOf(ReadOutcome.NotAPrinter.class);
            assertThat(printer.requests()).extracting(r -> r[0] + "." + r[1]).containsExactly("2.0", "1.1", "1.0");
        }
    }

    @Test
    void paths_areTriedInOrder_theAnnouncedOneFirst() throws IOException {
        byte[] answer = IppMessage.printer(UUID).end();
        try (IppResponder printer = new IppResponder().at("/", request -> answer)) {
            ReadOutcome outcome = reader.read(sighting(
                    printer.port(),
                    Map.of(HintName.IPP_PATH, "own/path", HintName.IPP_PORT, Integer.toString(printer.port()))));

            assertThat(outcome).isInstanceOf(ReadOutcome.Read.class);
            assertThat(printer.asked()).containsExactly("/own/path", "/ipp/print", "/ipp/printer", "/ipp", "/");
        }
    }

    @Test
    void statusNotFound_leadsToTheNextPath() throws IOException {
        byte[] notFound = IppMessage.answer(0x0200, 0x0406).end();
        byte[] answer = IppMessage.printer(UUID).end();
        try (IppResponder printer =
                new IppResponder().at("/ipp/print", request -> notFound).at("/ipp/printer", request -> answer)) {
            assertThat(reader.read(sighting(printer.port(), Map.of()))).isInstanceOf(ReadOutcome.Read.class);
        }
    }

    @Test
    void wrongPasswordAndOtherStatuses_areSaid() throws IOException {
        try (IppResponder printer = new IppResponder().elsewhere(401)) {
            assertThat(reader.read(sighting(printer.port(), Map.of()))).isInstanceOf(ReadOutcome.Refused.class);
        }
        try (IppResponder webServer = new IppResponder()) {
            assertThat(reader.read(sighting(webServer.port(), Map.of()))).isInstanceOf(ReadOutcome.NotAPrinter.class);
            assertThat(webServer.asked()).hasSize(4);
        }
        byte[] forbidden = IppMessage.answer(0x0200, 0x0401).end();
        try (IppResponder printer = new IppResponder().at("/ipp/print", request -> forbidden)) {
            assertThat(reader.read(sighting(printer.port(), Map.of()))).isInstanceOf(ReadOutcome.Refused.class);
        }
    }

    @Test
    void printerThatIgnoresAll_isAskedByNames() throws IOException {
        byte[] little = IppMessage.answer(0x0200, 1)
                .group(4)
                .text(0x41, "printer-info", "x")
                .end();
        byte[] answer = IppMessage.printer(UUID).end();
        try (IppResponder printer = new IppResponder()
                .at(
                        "/ipp/print",
                        r -> new String(r, StandardCharsets.ISO_8859_1).contains("\u0003all") ? little : answer)) {
            assertThat(reader.read(sighting(printer.port(), Map.of()))).isInstanceOf(ReadOutcome.Read.class);
            assertThat(printer.requests()).hasSize(2);
        }
    }

    /// Acceptance case 25 of docs/printers.md.
    @Test
    void garbageAndTooMuch_areOutcomes() throws IOException {
        byte[] random = new byte[5000];
        new Random(1).nextBytes(random);
        byte[] cut = IppMessage.printer(UUID).cut();
        for (byte[] body : List.of(random, cut, new byte[0], new byte[1 << 19])) {
            try (IppResponder printer = new IppResponder().at("/ipp/print", request -> body)) {
                assertThat(reader.read(sighting(printer.port(), Map.of())))
                        .as("%d octets", body.length)
                        .isInstanceOf(ReadOutcome.NotAPrinter.class);
            }
        }
    }

    @Test
    void nobodyThere_isSilent() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
            port = free.getLocalPort();
        }
        assertThat(reader.read(sighting(port, Map.of()))).isEqualTo(new ReadOutcome.Silent(0));
    }

    @Test
    void answerThatTrickles_endsInTime() throws IOException {
        IppSettings hasty =
                new IppSettings(true, Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(600), 1 << 18);
        List<Socket> open = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
                IppReader quick = IppReader.open(hasty, Clock.systemUTC())) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        Socket socket = server.accept();
                        open.add(socket);
                        socket.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n\u0002"
                                        .getBytes(StandardCharsets.US_ASCII));
                        socket.getOutputStream().flush();
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            long start = System.nanoTime();

            assertThat(quick.read(sighting(server.getLocalPort(), Map.of()))).isInstanceOf(ReadOutcome.Silent.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void interrupt_endsAReading() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 5, LOOPBACK)) {
            CompletableFuture<ReadOutcome> outcome = new CompletableFuture<>();
            CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
            Thread reading = Thread.ofVirtual().start(() -> {
                outcome.complete(reader.read(sighting(deaf.getLocalPort(), Map.of())));
                stillInterrupted.complete(Thread.currentThread().isInterrupted());
            });
            try (Socket accepted = deaf.accept()) {
                assertThat(accepted.isConnected()).isTrue();
                reading.interrupt();

                assertThat(outcome.get(4, TimeUnit.SECONDS)).isInstanceOf(ReadOutcome.Silent.class);
                assertThat(stillInterrupted.get(4, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
