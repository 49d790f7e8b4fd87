package io.printmaster.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.Condition;
import io.printmaster.model.Identity;
import io.printmaster.model.Inventory;
import io.printmaster.model.Meters;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Provenance;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EveryWayReaderTest {
    private static final ReadOutcome SILENT = new ReadOutcome.Silent(0);
    private static final ReadOutcome OTHER = new ReadOutcome.NotAPrinter("a router");
    private static final ReadOutcome READ = new ReadOutcome.Read(reading());

    private final List<String> asked = new ArrayList<>();
    private final Map<String, ReadOutcome> snmp = new HashMap<>();
    private ReadOutcome ipp = SILENT;
    private final EveryWayReader reader = new EveryWayReader(
            s -> {
                asked.add("snmp " + s.credential() + " " + s.port());
                return snmp.getOrDefault(s.credential(), SILENT);
            },
            address -> List.of("first", "second"),
            1161,
            s -> {
                asked.add("ipp " + s.port());
                return ipp;
            });

    private static Reading reading() {
        PrinterKey key = PrinterKey.ofSerial("Acme", "AB12345").orElseThrow();
        return new Reading(
                new Printer(
                        key,
                        Identity.NONE,
                        Network.NONE,
                        Condition.UNKNOWN,
                        Inventory.NONE,
                        new Provenance("network", "snmp", "snmp", Instant.EPOCH, Instant.EPOCH, "", "")),
                Meters.NONE,
                Instant.EPOCH);
    }

    private static Sighting by(Sighting.Door door, int port, String credential) {
        return new Sighting(InetAddress.getLoopbackAddress(), port, door, credential, Instant.EPOCH, Map.of());
    }

    @Test
    void announcedPrinter_isReadBySnmpFirst_withEachCredential() {
        snmp.put("second", READ);

        assertThat(reader.read(by(Sighting.Door.MDNS, 631, ""))).isEqualTo(READ);
        assertThat(asked).containsExactly("snmp first 1161", "snmp second 1161");
    }

    @Test
    void announcedPrinterWithoutSnmp_isReadByIpp() {
        ipp = READ;

        assertThat(reader.read(by(Sighting.Door.MDNS, 631, ""))).isEqualTo(READ);
        assertThat(asked).containsExactly("snmp first 1161", "snmp second 1161", "ipp 631");
    }

    @Test
    void sweptPrinterWithoutIdentity_keepsWhatSnmpRead_underTheKeyOfIpp() {
        UnkeyedReading bySnmp = new UnkeyedReading(
                new Identity("Acme", "P-1", "", "1.0", "", "A-7"),
                Network.NONE,
                Condition.UNKNOWN,
                Inventory.NONE,
                reading().printer().provenance(),
                new Meters(Map.of(Meters.TOTAL, 42L), "impressions"),
                Instant.EPOCH);
        snmp.put("own", new ReadOutcome.NoIdentity(bySnmp));
        ipp = READ;

        ReadOutcome outcome = reader.read(by(Sighting.Door.SNMP, 161, "own"));

        assertThat(asked).containsExactly("snmp own 161", "ipp 161");
        assertThat(outcome).isInstanceOfSatisfying(ReadOutcome.Read.class, read -> {
            assertThat(read.reading().printer().key()).hasToString("serial:ACME/AB12345");
            assertThat(read.reading().printer().identity().model()).isEqualTo("P-1");
            assertThat(read.reading().meters().count(Meters.TOTAL)).hasValue(42);
        });
    }

    @Test
    void origin_namesTheCredentialThatWorked() {
        snmp.put("second", new ReadOutcome.Read(named("AB12345", "")));

        assertThat(origin(by(Sighting.Door.MDNS, 631, "")))
                .containsEntry("serial", "snmp second")
                .doesNotContainKey("uuid");
    }

    @Test
    void origin_ofAPrinterThatOnlyIppNames_isBothDoors() {
        Reading bySnmp = named("XXXXXXXXXX", "P-1");
        snmp.put(
                "own",
                new ReadOutcome.NoIdentity(new UnkeyedReading(
                        bySnmp.printer().identity(),
                        Network.NONE,
                        Condition.UNKNOWN,
                        Inventory.NONE,
                        bySnmp.printer().provenance(),
                        new Meters(Map.of(Meters.TOTAL, 42L), "impressions"),
                        Instant.EPOCH)));
        ipp = new ReadOutcome.Read(named("AB12345", "P one"));

        assertThat(origin(by(Sighting.Door.SNMP, 161, "own")))
                .containsEntry("serial", "ipp")
                .containsEntry("model", "snmp own")
                .containsEntry("metrics", "snmp own");
    }

    private Map<String, String> origin(Sighting sighting) {
        List<Origin> told = new ArrayList<>();
        reader.readWithOrigin(sighting, told::add);
        assertThat(told).hasSize(1);
        return told.getFirst().fields();
    }

    private static Reading named(String serial, String model) {
        Reading plain = reading();
        return new Reading(
                new Printer(
                        plain.printer().key(),
                        new Identity("Acme", model, serial, "", "", ""),
                        Network.NONE,
                        Condition.UNKNOWN,
                        Inventory.NONE,
                        plain.printer().provenance()),
                Meters.NONE,
                Instant.EPOCH);
    }

    @Test
    void deviceThatSnmpKnowsToBeAnother_isNotAskedFurther() {
        snmp.put("own", OTHER);
        ipp = READ;

        assertThat(reader.read(by(Sighting.Door.SNMP, 161, "own"))).isEqualTo(OTHER);
        assertThat(asked).containsExactly("snmp own 161");
    }

    @Test
    void amongFailures_theMostTellingIsSaid() {
        snmp.put("first", new ReadOutcome.Refused("wrong password"));
        ipp = OTHER;

        assertThat(reader.read(by(Sighting.Door.WSD, 3702, ""))).isEqualTo(new ReadOutcome.Refused("wrong password"));

        snmp.clear();
        assertThat(reader.read(by(Sighting.Door.WSD, 3702, ""))).isEqualTo(OTHER);

        ipp = SILENT;
        assertThat(reader.read(by(Sighting.Door.WSD, 3702, ""))).isEqualTo(SILENT);
    }

    @Test
    void usbPrinter_isNeverAskedByNetwork() {
        assertThat(reader.read(by(Sighting.Door.USB, 0, ""))).isInstanceOf(ReadOutcome.NotAPrinter.class);
        assertThat(asked).isEmpty();
    }
}
