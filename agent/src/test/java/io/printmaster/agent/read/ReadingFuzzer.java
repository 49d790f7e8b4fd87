package io.printmaster.agent.read;

import io.printmaster.agent.delta.Delta;
import io.printmaster.agent.fuzz.FuzzInput;
import io.printmaster.agent.fuzz.Harmless;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpCredential.Version;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Reading;
import io.printmaster.program.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A device made of the fuzzer's octets in front of the whole reader: whatever it answers, the reading ends, in a
/// bounded number of requests, and what comes of it is harmless.
public final class ReadingFuzzer {
    /// As many as fit into the time for a device at ten a second.
    private static final int MAX_REQUESTS = 302;

    private static final ReadSettings SETTINGS =
            new ReadSettings(Duration.ofSeconds(1), 0, Duration.ZERO, Duration.ofSeconds(30));

    private ReadingFuzzer() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        FuzzInput input = new FuzzInput(octets);
        Version version = input.choice(4) == 1 ? Version.V1 : Version.V2C;
        SnmpCredential credential = new SnmpCredential.Community("site", version, new Secret("public"));
        FuzzDevice device = FuzzDevice.of(input);
        PrinterReader reader =
                new SnmpPrinterReader(device, Map.of(credential.name(), credential), SETTINGS, device.clock());
        // Twice, because the second time only what changes is asked for.
        for (int i = 1; i <= 2; i++) {
            look(reader.read(ReadFixture.sighting("site")));
            Harmless.check(
                    device.requests() <= i * MAX_REQUESTS, device.requests() + " requests for " + i + " readings");
        }
    }

    private static void look(ReadOutcome outcome) {
        switch (outcome) {
            case ReadOutcome.Read(var reading) -> harmless(reading);
            case ReadOutcome.NoIdentity none -> {
                harmless(none.reading().keyed(new PrinterKey(PrinterKey.Kind.UUID, "none")));
                Harmless.text(none.why());
            }
            case ReadOutcome.NotAPrinter(var why) -> Harmless.text(why);
            case ReadOutcome.Refused(var why) -> Harmless.text(why);
            case ReadOutcome.Silent silent -> {}
        }
    }

    private static void harmless(Reading reading) {
        Harmless.reading(reading);
        Harmless.check(
                Delta.between(Optional.of(reading), reading).isEmpty(),
                "a reading differs from itself, so it would be sent for ever");
    }
}
