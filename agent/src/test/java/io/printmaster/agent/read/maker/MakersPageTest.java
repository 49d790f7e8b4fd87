package io.printmaster.agent.read.maker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.printmaster.agent.read.maker.MakerObject.Evidence;
import io.printmaster.agent.snmp.Oid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The page about the makers says what the code does.
final class MakersPageTest {
    private static final Path ROOT = Path.of(System.getProperty("printmaster.root", ".."));
    private static final Path PAGE = ROOT.resolve("docs/makers.md");
    private static final Path RECORDINGS =
            ROOT.resolve("../shared/recordings/snmp").normalize();
    private static final Path KNOWN_OBJECTS =
            ROOT.resolve("../shared/printer-oids.csv").normalize();

    @Test
    void page_isWhatTheCodeSays() throws IOException {
        if ("write".equals(System.getProperty("printmaster.docs"))) {
            Files.writeString(PAGE, MakersPage.text());
        }

        assertThat(PAGE)
                .as("docs/makers.md; -Dprintmaster.docs=write writes it anew")
                .hasContent(MakersPage.text());
    }

    @Test
    void objectsCalledSeen_areThoseThatSomeDeviceAnswered() throws IOException {
        assumeTrue(Files.isDirectory(RECORDINGS), "no recordings beside this clone: " + RECORDINGS);
        NavigableSet<Oid> answered = answered();
        List<String> wrong = new ArrayList<>();
        for (Maker maker : Makers.ALL) {
            for (MakerObject object : maker.objects()) {
                Oid next = answered.ceiling(object.oid());
                boolean seen =
                        next != null && (object.column() ? next.startsWith(object.oid()) : next.equals(object.oid()));
                if (seen != (object.evidence() == Evidence.SEEN)) {
                    wrong.add(maker.brand() + " " + object.oid() + " is " + (seen ? "" : "not ") + "seen");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyObject_hasAMeaningAndIsAskedOnce() {
        for (Maker maker : Makers.ALL) {
            assertThat(maker.objects())
                    .as(maker.brand())
                    .allSatisfy(object -> assertThat(object.meaning()).isNotEmpty());
            assertThat(maker.scalars()).doesNotHaveDuplicates();
            assertThat(maker.columns()).doesNotHaveDuplicates();
        }
    }

    @Test
    void wishesOfAMaker_fitIntoFewRequests() {
        for (Maker maker : Makers.ALL) {
            assertThat(maker.scalars()).as(maker.brand()).hasSizeLessThanOrEqualTo(30);
            assertThat(maker.columns()).as(maker.brand()).hasSizeLessThanOrEqualTo(4);
        }
    }

    private static NavigableSet<Oid> answered() throws IOException {
        NavigableSet<Oid> answered = new TreeSet<>();
        try (var files = Files.list(RECORDINGS)) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                    int end = line.indexOf('|');
                    if (end > 0) {
                        answered.add(Oid.parse(line.substring(0, end).strip()));
                    }
                }
            }
        }
        for (String line : Files.readAllLines(KNOWN_OBJECTS)) {
            String plain = line.replaceAll("\"[^\"]*\"", "");
            String[] cells = plain.split(",", -1);
            if (cells.length > 3 && !cells[3].isBlank() && cells[2].startsWith("1.3.6.")) {
                answered.add(Oid.parse(cells[2]));
            }
        }
        return answered;
    }
}
