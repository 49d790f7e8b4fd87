package io.printmaster.simulator.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.MacAddress;
import io.printmaster.simulator.snmp.Mib;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

final class ProfilesTest {
    private static final Instant BIRTH = Instant.parse("2026-03-02T08:00:00Z");
    private static final String LIFE_COUNT = "1.3.6.1.2.1.43.10.2.1.4.1.1";
    private static final String ERRORS = "1.3.6.1.2.1.25.3.5.1.2.1";
    private static final String DEVICE_STATUS = "1.3.6.1.2.1.25.3.2.1.5.1";
    private static final String SUPPLY_LEVEL = "1.3.6.1.2.1.43.11.1.1.9.1.";

    private final AtomicReference<Instant> time = new AtomicReference<>(BIRTH);

    private ProfilePrinter printer(Profile profile, long seed) {
        try {
            Nameplate plate = new Nameplate(
                    1,
                    "S1",
                    new MacAddress("00:80:77:12:34:56"),
                    InetAddress.getByAddress(new byte[] {127, 1, 2, 3}),
                    "host",
                    "room",
                    seed);
            InstantSource source = time::get;
            return new ProfilePrinter(profile, plate, source.withZone(ZoneOffset.UTC), BIRTH, 1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<OID, Variable> walk(Mib mib) {
        Map<OID, Variable> objects = new LinkedHashMap<>();
        OID last = new OID("0");
        for (VariableBinding at = mib.next(last); at != null; at = mib.next(last)) {
            assertThat(at.getOid().compareTo(last))
                    .as("%s behind %s", at.getOid(), last)
                    .isPositive();
            last = at.getOid();
            objects.put(last, at.getVariable());
        }
        return objects;
    }

    static List<Profile> profiles() {
        return Profiles.all();
    }

    private Variable value(ProfilePrinter printer, String oid) {
        return printer.now().get(new OID(oid));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void everyProfile_walksCleanlyAndKnowsItself(Profile profile) {
        Mib mib = printer(profile, 1).now();
        Map<OID, Variable> objects = walk(mib);

        objects.forEach((name, value) ->
                assertThat(mib.get(name)).as(name.toDottedString()).isEqualTo(value));
        assertThat(objects).hasSizeGreaterThan(25);
        assertThat(objects.get(new OID("1.3.6.1.2.1.1.2.0")).toString()).startsWith("1.3.6.1.4.1.");
        assertThat(objects.get(new OID("1.3.6.1.2.1.1.1.0")).toString())
                .isNotBlank()
                .doesNotContain("${");
        assertThat(objects.get(new OID("1.3.6.1.2.1.4.20.1.2.127.1.2.3"))).isEqualTo(new Integer32(1));
        assertThat(objects.get(new OID("1.3.6.1.2.1.2.2.1.6.1")))
                .isEqualTo(OctetString.fromHexString("00:80:77:12:34:56"));
        boolean tells = objects.values().stream().anyMatch(v -> v.toString().equals("S1"));
        assertThat(tells).isEqualTo(profile.tellsSerial());
    }

    @Test
    void profiles_areOfFourteenMakersWithDistinctNames() {
        assertThat(Profiles.all()).extracting(Profile::name).doesNotHaveDuplicates();
        assertThat(Profiles.all().subList(0, 14)).extracting(Profile::maker).doesNotHaveDuplicates();
        assertThat(Profiles.byName("zebra-label")).isPresent();
        assertThat(Profiles.byName("nobody")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void sameSeedAndTime_giveTheSameObjects(Profile profile) {
        time.set(BIRTH.plus(Duration.ofDays(40)));

        assertThat(walk(printer(profile, 5).now()))
                .isEqualTo(walk(printer(profile, 5).now()));
    }

    @Test
    void time_printsPagesAndUsesTonerAndPaper() {
        ProfilePrinter printer = printer(Profiles.byName("hp-mono-laser").orElseThrow(), 3);
        long pages = ((Counter32) value(printer, LIFE_COUNT)).getValue();
        int toner = value(printer, SUPPLY_LEVEL + "1").toInt();
        int tray = value(printer, "1.3.6.1.2.1.43.8.2.1.10.1.2").toInt();

        time.set(BIRTH.plus(Duration.ofDays(2)));

        assertThat(((Counter32) value(printer, LIFE_COUNT)).getValue()).isEqualTo(pages + 300);
        assertThat(value(printer, SUPPLY_LEVEL + "1").toInt()).isBetween(toner - 4, toner - 3);
        assertThat(value(printer, "1.3.6.1.2.1.43.8.2.1.10.1.2").toInt()).isEqualTo(Math.floorMod(tray - 300, 551));
    }

    @Test
    void lowToner_comesWithBitStatusAndAlert_andGoesWithTheNewCartridge() {
        ProfilePrinter printer = printer(Profiles.byName("hp-mono-laser").orElseThrow(), 3);
        boolean seen = false;
        boolean gone = false;
        for (int day = 0; day < 80; day++) {
            time.set(BIRTH.plus(Duration.ofDays(day)));
            boolean low = value(printer, SUPPLY_LEVEL + "1").toInt() <= 10;
            boolean bit = (((OctetString) value(printer, ERRORS)).get(0) & 0x20) != 0;
            boolean alert = value(printer, "1.3.6.1.2.1.43.18.1.1.7.1.101") != null;
            boolean otherLow = value(printer, SUPPLY_LEVEL + "2").toInt() <= 10;
            assertThat(bit).isEqualTo(low || otherLow);
            assertThat(alert).isEqualTo(low);
            if (low) {
                assertThat(value(printer, DEVICE_STATUS).toInt()).isEqualTo(3);
            }
            gone |= seen && !low;
            seen |= low;
        }
        assertThat(seen).isTrue();
        assertThat(gone).isTrue();
    }

    @Test
    void jam_isBitStatusAndCriticalAlert() {
        ProfilePrinter printer = printer(Profiles.byName("ricoh-jam").orElseThrow(), 1);

        assertThat(((OctetString) value(printer, ERRORS)).getValue()).isEqualTo(new byte[] {0x04, 0});
        assertThat(value(printer, DEVICE_STATUS)).isEqualTo(new Integer32(5));
        assertThat(value(printer, "1.3.6.1.2.1.43.18.1.1.2.1.1")).isEqualTo(new Integer32(3));
        assertThat(value(printer, "1.3.6.1.2.1.43.18.1.1.7.1.1")).isEqualTo(new Integer32(8));
    }

    @Test
    void oneErrorOctet_isABlank() {
        ProfilePrinter printer = printer(Profiles.byName("samsung-low-toner").orElseThrow(), 1);

        assertThat(((OctetString) value(printer, ERRORS)).getValue()).isEqualTo(new byte[] {0x20});
    }

    @Test
    void names_areCodedAsDeclared() {
        byte[] latin2 = ((OctetString) value(
                        printer(Profiles.byName("brother-latin2").orElseThrow(), 1), "1.3.6.1.2.1.43.11.1.1.6.1.2"))
                .getValue();
        byte[] utf8 = ((OctetString) value(
                        printer(Profiles.byName("sharp-utf8-names").orElseThrow(), 1), "1.3.6.1.2.1.43.11.1.1.6.1.1"))
                .getValue();

        assertThat(new String(latin2, Charset.forName("ISO-8859-2"))).isEqualTo("Zespół bębna światłoczułego");
        assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo("Чёрный тонер");
    }

    @Test
    void unknownLevels_areTheirWords() {
        ProfilePrinter printer =
                printer(Profiles.byName("brother-unknown-levels").orElseThrow(), 1);

        assertThat(value(printer, SUPPLY_LEVEL + "1")).isEqualTo(new Integer32(-3));
        assertThat(value(printer, SUPPLY_LEVEL + "3")).isEqualTo(new Integer32(-2));
    }

    @Test
    void counters_addUp() {
        ProfilePrinter printer = printer(Profiles.byName("kyocera-colour-mfp").orElseThrow(), 9);
        String base = "1.3.6.1.4.1.1347.42.3.1.";
        long total = 0;
        for (int function : new int[] {1, 2, 4}) {
            long sum = value(printer, base + "1.1.1." + function).toLong();
            long parts = 0;
            for (int colour = 1; colour <= 3; colour++) {
                parts += value(printer, base + "2.1.1." + function + "." + colour)
                        .toLong();
            }
            assertThat(parts).isEqualTo(sum);
            total += sum;
        }
        assertThat(total).isEqualTo(value(printer, LIFE_COUNT).toLong());
    }

    @Test
    void changes_showAtOnce() {
        ProfilePrinter printer = printer(Profiles.byName("hp-mono-laser").orElseThrow(), 1);
        printer.setPageCount(123);
        printer.setSerial("NEW1");
        printer.setErrors(1 << 4);

        assertThat(value(printer, LIFE_COUNT)).isEqualTo(new Counter32(123));
        assertThat(value(printer, "1.3.6.1.2.1.43.5.1.1.17.1").toString()).isEqualTo("NEW1");
        assertThat(((OctetString) value(printer, ERRORS)).getValue()).isEqualTo(new byte[] {0x08, 0});
        assertThat(value(printer, DEVICE_STATUS)).isEqualTo(new Integer32(5));
        assertThat(printer.pageCount()).isEqualTo(123);
    }
}
