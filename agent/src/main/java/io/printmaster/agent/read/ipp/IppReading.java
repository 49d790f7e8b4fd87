package io.printmaster.agent.read.ipp;

import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.read.UnkeyedReading;
import io.printmaster.model.HintName;
import io.printmaster.model.Identity;
import io.printmaster.model.Inventory;
import io.printmaster.model.Meters;
import io.printmaster.model.Network;
import io.printmaster.model.Provenance;
import io.printmaster.model.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// A printer's attributes, all together, as a reading. Pure.
final class IppReading {
    private record Counter(String attribute, String unit) {}

    /// PWG 5100.7 and 5100.13; optional, and the first that is there counts.
    private static final List<Counter> TOTALS = List.of(
            new Counter("printer-impressions-completed", "impressions"),
            new Counter("printer-pages-completed", "impressions"),
            new Counter("printer-media-sheets-completed", "sheets"));

    private IppReading() {}

    static ReadOutcome of(IppAttributes attributes, Sighting sighting, Instant at) {
        boolean queue = attributes.has("printer-type") || attributes.has("cups-version");
        if (queue && sighting.door() != Sighting.Door.USB) {
            return new ReadOutcome.NotAPrinter("a print queue of a CUPS server, not a device");
        }
        boolean saysSomething = !attributes.text("printer-make-and-model").isEmpty()
                || !attributes.text("printer-device-id").isEmpty()
                || attributes.has("printer-state");
        if (!saysSomething) {
            return new ReadOutcome.NotAPrinter("it answers IPP without any attribute of a printer");
        }
        Identity told = IppIdentity.of(attributes);
        // A queue's UUID is its own, whatever printer is behind it.
        Identity identity =
                queue ? new Identity(told.manufacturer(), told.model(), told.serial(), told.firmware(), "", "") : told;
        UnkeyedReading reading = new UnkeyedReading(
                identity,
                network(attributes, sighting),
                IppCondition.of(attributes),
                new Inventory(IppSupplies.of(attributes), IppTrays.of(attributes), capabilities(attributes)),
                provenance(attributes, sighting, at),
                meters(attributes),
                at,
                upTime(attributes));
        return IppIdentity.key(identity)
                .<ReadOutcome>map(key -> new ReadOutcome.Read(reading.keyed(key)))
                .orElseGet(() -> new ReadOutcome.NoIdentity(reading));
    }

    private static Network network(IppAttributes attributes, Sighting sighting) {
        Map<String, String> hints = sighting.hints();
        return new Network(
                sighting.address().getHostAddress(),
                hints.getOrDefault(HintName.HOSTNAME, ""),
                hints.getOrDefault(HintName.MAC, ""),
                "",
                "",
                webPage(attributes.text("printer-more-info")));
    }

    /// Becomes a link for people, so it may only be what a browser opens harmlessly.
    private static String webPage(String uri) {
        String lower = uri.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://") ? uri : "";
    }

    private static Provenance provenance(IppAttributes attributes, Sighting sighting, Instant at) {
        return new Provenance(
                "network",
                "ipp",
                sighting.door().name().toLowerCase(Locale.ROOT),
                at,
                at,
                attributes.text("printer-location"),
                attributes.text("printer-info"));
    }

    private static Optional<Duration> upTime(IppAttributes attributes) {
        OptionalInt seconds = attributes.integer("printer-up-time");
        return seconds.isPresent() && seconds.getAsInt() > 0
                ? Optional.of(Duration.ofSeconds(seconds.getAsInt()))
                : Optional.empty();
    }

    private static Set<String> capabilities(IppAttributes attributes) {
        Set<String> capabilities = new TreeSet<>();
        if (attributes.isTrue("color-supported")) {
            capabilities.add("color");
        }
        if (attributes.texts("sides-supported").stream().anyMatch(s -> s.startsWith("two-sided"))) {
            capabilities.add("duplex");
        }
        return capabilities;
    }

    private static Meters meters(IppAttributes attributes) {
        for (Counter counter : TOTALS) {
            OptionalInt count = attributes.integer(counter.attribute);
            if (count.isPresent() && count.getAsInt() >= 0) {
                return new Meters(Map.of(Meters.TOTAL, (long) count.getAsInt()), counter.unit);
            }
        }
        return Meters.NONE;
    }
}
