package io.printmaster.agent.read.ipp;

import io.printmaster.agent.fuzz.Harmless;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;

/// Answers to Get-Printer-Attributes, from the octets to the reading.
public final class IppFuzzer {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Sighting SIGHTING =
            new Sighting(InetAddress.getLoopbackAddress(), 631, Sighting.Door.IPP, "", NOW, Map.of());

    private IppFuzzer() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        switch (IppCodec.decode(octets)) {
            case IppAnswer.Garbage(String why) -> Harmless.text(why);
            case IppAnswer.Message message -> {
                Harmless.text(message.message());
                switch (IppReading.of(message.attributes(), SIGHTING, NOW)) {
                    case ReadOutcome.Read(var reading) -> Harmless.reading(reading);
                    case ReadOutcome.NoIdentity none ->
                        Harmless.reading(none.reading().keyed(new PrinterKey(PrinterKey.Kind.UUID, "none")));
                    case ReadOutcome.NotAPrinter(String why) -> Harmless.text(why);
                    case ReadOutcome.Refused(String why) -> Harmless.text(why);
                    case ReadOutcome.Silent silent -> {}
                }
            }
        }
    }
}
