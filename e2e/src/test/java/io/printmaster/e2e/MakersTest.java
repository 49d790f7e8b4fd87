package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.read.ReadSettings;
import io.printmaster.agent.read.SnmpPrinterReader;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.snmp4j.Snmp4jClient;
import io.printmaster.model.Level;
import io.printmaster.model.LevelOrigin;
import io.printmaster.model.Meters;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import io.printmaster.model.Supply;
import io.printmaster.program.Secret;
import io.printmaster.simulator.SimulatedPrinter;
import io.printmaster.simulator.SimulatedSite;
import io.printmaster.simulator.SitePlan;
import io.printmaster.simulator.profile.Profile;
import io.printmaster.simulator.profile.Profiles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The agent's reader in front of simulated printers of every profile, over real sockets: what makers keep in objects
/// of their own.
final class MakersTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
    private static final SnmpCredential PUBLIC =
            new SnmpCredential.Community("site", SnmpCredential.Version.V2C, new Secret("public"));
    private static final SnmpCredential OLD =
            new SnmpCredential.Community("old", SnmpCredential.Version.V1, new Secret("public"));

    private static final Map<String, Reading> READINGS = new ConcurrentHashMap<>();

    private static SimulatedSite site;
    private static Snmp4jClient client;
    private static SnmpPrinterReader reader;

    @BeforeAll
    static void startOneOfEach() throws Exception {
        int all = Profiles.all().size();
        site = SimulatedSite.start(SitePlan.of(all, NOW).network("127.23.0.0/24"));
        client = new Snmp4jClient();
        client.start();
        ReadSettings settings = new ReadSettings(Duration.ofSeconds(3), 1, Duration.ZERO, Duration.ofMinutes(1));
        reader = new SnmpPrinterReader(
                client, Map.of(PUBLIC.name(), PUBLIC, OLD.name(), OLD), settings, Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        client.close();
        site.close();
    }

    static List<Profile> profiles() {
        return Profiles.all();
    }

    private static SimulatedPrinter printer(String profile) {
        return site.printers().stream()
                .filter(p -> p.name().equals(profile))
                .findFirst()
                .orElseThrow();
    }

    /// Each printer is read once: some take seconds.
    private static Reading read(String profile) {
        return READINGS.computeIfAbsent(profile, MakersTest::readNow);
    }

    private static Reading readNow(String profile) {
        SimulatedPrinter printer = printer(profile);
        String credential = Profiles.byName(profile).orElseThrow().v1Only() ? OLD.name() : PUBLIC.name();
        ReadOutcome outcome = reader.read(new Sighting(
                printer.address(), printer.port(), Sighting.Door.SNMP, credential, NOW.instant(), Map.of()));
        assertThat(outcome).isInstanceOf(ReadOutcome.Read.class);
        return ((ReadOutcome.Read) outcome).reading();
    }

    /// Acceptance case 17 of docs/printers.md.
    @ParameterizedTest
    @MethodSource("profiles")
    void everyPrinter_tellsMakerModelSerialAndTotal(Profile profile) {
        Reading reading = read(profile.name());

        assertThat(reading.printer().identity().manufacturer()).isEqualToIgnoringCase(brand(profile));
        assertThat(reading.printer().identity().model()).isNotEmpty();
        assertThat(reading.printer().identity().serial())
                .isEqualTo(
                        profile.tellsSerial() ? printer(profile.name()).serial().orElseThrow() : "");
        long pages = printer(profile.name()).pageCount().orElseThrow();
        assertThat(reading.meters().count(Meters.TOTAL).orElse(pages)).isEqualTo(pages);
    }

    private static String brand(Profile profile) {
        return profile.maker().equals("Zebra Technologies") ? "Zebra" : profile.maker();
    }

    /// Acceptance case 18 of docs/printers.md.
    @ParameterizedTest
    @CsvSource({
        "kyocera-colour-mfp, mono+color, counted",
        "kyocera-colour-mfp, print+copy+fax_in, counted",
        "konica-a3-mfp, mono+color, total",
        "konica-a3-mfp, print+copy, total",
        "epson-business-inkjet, mono+color, counted",
        "sharp-utf8-names, mono+color, total",
        "canon-colour-mfp, mono+color, counted",
        "canon-colour-mfp, mono_large+mono_small, mono",
        "brother-colour-mfp, mono+color, counted",
        "brother-colour-mfp, print+copy+fax_in, counted",
        "ricoh-jam, print+copy, counted",
        "xerox-v1-only, mono+color, counted",
        "pantum-mono-mfp, print+copy, counted",
        "hp-mono-laser, mono, counted",
        "lexmark-asleep, mono, total"
    })
    void countersByFunctionAndColor_makeTheirWhole(String profile, String parts, String whole) {
        Meters meters = read(profile).meters();
        long sum = List.of(parts.split("\\+", -1)).stream()
                .mapToLong(part -> meters.count(part).orElseThrow())
                .sum();

        assertThat(sum).as(meters.toString()).isEqualTo(meters.count(whole).orElseThrow());
        assertThat(meters.doubtful()).isEmpty();
    }

    @Test
    void wholeReadingWithAllThatTheMakerTells_takesTwelveRequestsOnAverage() {
        List<Profile> bulk = Profiles.all().stream().filter(Profile::bulk).toList();
        bulk.forEach(profile -> read(profile.name()));

        assertThat(bulk.stream()
                        .mapToLong(profile -> printer(profile.name()).requests())
                        .average()
                        .orElseThrow())
                .as(() -> bulk.stream()
                        .map(p -> p.name() + " " + printer(p.name()).requests())
                        .toList()
                        .toString())
                .isLessThanOrEqualTo(12);
    }

    /// Acceptance case 19 of docs/printers.md.
    @Test
    void garbageCounter_isToldAsDoubtful() {
        Meters meters = read("hp-small-mfp").meters();

        assertThat(meters.counts()).containsKey(Meters.SCAN).doesNotContainValue(10_884_743L);
        assertThat(meters.doubtful()).containsOnlyKeys("scan_adf_to_host");
    }

    @ParameterizedTest
    @CsvSource({"brother-colour-mfp, 4", "pantum-mono-mfp, 1", "ricoh-jam, 1"})
    void levelsOfTheMaker_standInForSomeLeft(String profile, int toners) {
        List<Supply> supplies = read(profile).printer().inventory().supplies();

        assertThat(supplies)
                .filteredOn(s -> s.origin() == LevelOrigin.MAKER && s.type().equals("toner"))
                .hasSize(toners)
                .allMatch(s -> s.level() instanceof Level.Measured);
    }
}
