package io.printmaster.agent.read;

import io.printmaster.agent.snmp.FakeDevice;
import io.printmaster.agent.snmp.SnmpClient;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpCredential.Version;
import io.printmaster.model.Sighting;
import io.printmaster.program.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// The real reader in front of a fake device.
final class ReadFixture {
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final ReadSettings SETTINGS =
            new ReadSettings(Duration.ofSeconds(1), 0, Duration.ZERO, Duration.ofSeconds(30));

    private ReadFixture() {}

    static ReadOutcome read(FakeDevice device, Version version) {
        return reader(device, version, InstantSource.fixed(NOW)).read(sighting("site"));
    }

    /// A reader that keeps what it read of the device for the next time.
    static SnmpPrinterReader reader(SnmpClient device, Version version, InstantSource clock) {
        SnmpCredential credential = new SnmpCredential.Community("site", version, new Secret("public"));
        return new SnmpPrinterReader(device, Map.of(credential.name(), credential), SETTINGS, clock);
    }

    static ReadOutcome read(FakeDevice device) {
        return read(device, Version.V2C);
    }

    static Sighting sighting(String credential) {
        return new Sighting(address("192.0.2.7"), 161, Sighting.Door.SNMP, credential, NOW, Map.of());
    }

    static InetAddress address(String numbers) {
        try {
            return InetAddress.getByName(numbers);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// What was read, with or without a key.
    static UnkeyedReading printer(ReadOutcome outcome) {
        return switch (outcome) {
            case ReadOutcome.Read(var reading) ->
                new UnkeyedReading(
                        reading.printer().identity(),
                        reading.printer().network(),
                        reading.printer().condition(),
                        reading.printer().inventory(),
                        reading.printer().provenance(),
                        reading.meters(),
                        reading.at(),
                        reading.upTime());
            case ReadOutcome.NoIdentity(var reading) -> reading;
            case ReadOutcome.NotAPrinter(var why) -> throw new AssertionError("not a printer: " + why);
            case ReadOutcome.Silent(var answers) -> throw new AssertionError("silent after " + answers);
            case ReadOutcome.Refused(var why) -> throw new AssertionError("refused: " + why);
        };
    }
}
