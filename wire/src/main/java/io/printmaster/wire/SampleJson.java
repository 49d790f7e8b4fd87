package io.printmaster.wire;

import io.printmaster.model.DoubtfulCount;
import io.printmaster.model.DoubtfulCount.Reason;
import io.printmaster.model.FillState;
import io.printmaster.model.Level;
import io.printmaster.model.Meters;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sample;
import io.printmaster.model.SupplyLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/// The object "Metrics" of WIRE, section 5: one sample of one printer's meters and supplies. Pure; thread-safe;
/// encoding is deterministic.
public final class SampleJson {
    private static final int MAX_ROWS = 500;

    private SampleJson() {}

    /// The JSON object of a sample.
    public static byte[] encode(Sample sample) {
        return Json.write(g -> {
            g.writeStartObject();
            writeFields(sample, g);
            g.writeEndObject();
        });
    }

    /// Writes the fields without the braces.
    static void writeFields(Sample sample, JsonGenerator g) {
        Meters meters = sample.meters();
        g.writeStringProperty("device_key", sample.key().toString());
        g.writeStringProperty("serial", sample.serial());
        g.writeStringProperty("timestamp", Times.format(sample.at()));
        number(g, "page_count", meters.count(Meters.TOTAL));
        number(g, "color_pages", meters.count(Meters.COLOR));
        number(g, "mono_pages", meters.count(Meters.MONO));
        number(g, "scan_count", meters.count(Meters.SCAN));
        g.writeName("toner_levels");
        writeTonerLevels(sample.supplies(), g);
        g.writeObjectPropertyStart("counters");
        meters.counts().forEach(g::writeNumberProperty);
        g.writeEndObject();
        writeDoubtful(meters, g);
        Json.text(g, "counter_unit", meters.unit());
        g.writeName("supplies");
        writeSupplies(sample.supplies(), g);
    }

    /// The object `toner_levels` alone, as text: what a server keeps of a sample's supplies.
    public static String tonerLevels(List<SupplyLevel> supplies) {
        return Json.text(g -> writeTonerLevels(supplies, g));
    }

    /// The list `supplies` alone, as text.
    public static String supplies(List<SupplyLevel> supplies) {
        return Json.text(g -> writeSupplies(supplies, g));
    }

    private static void writeTonerLevels(List<SupplyLevel> supplies, JsonGenerator g) {
        Map<String, Boolean> written = new HashMap<>();
        g.writeStartObject();
        for (SupplyLevel supply : supplies) {
            if (supply.percent().isPresent() && !supply.name().isEmpty() && written.put(supply.name(), true) == null) {
                g.writeNumberProperty(supply.name(), supply.percent().getAsInt());
            }
        }
        g.writeEndObject();
    }

    private static void writeSupplies(List<SupplyLevel> supplies, JsonGenerator g) {
        g.writeStartArray();
        for (SupplyLevel supply : supplies) {
            g.writeStartObject();
            g.writeStringProperty("index", supply.index());
            Json.text(g, "name", supply.name());
            supply.percent().ifPresent(percent -> g.writeNumberProperty("percent", percent));
            g.writeStringProperty("state", supply.state().word());
            g.writeEndObject();
        }
        g.writeEndArray();
    }

    /// Counters that were told and are not believed: not among the others, where a reader would add them up.
    private static void writeDoubtful(Meters meters, JsonGenerator g) {
        if (meters.doubtful().isEmpty()) {
            return;
        }
        g.writeArrayPropertyStart("doubtful_counters");
        meters.doubtful().forEach((name, doubtful) -> {
            g.writeStartObject();
            g.writeStringProperty("name", name);
            g.writeNumberProperty("count", doubtful.count());
            g.writeStringProperty("reason", doubtful.reason().word());
            g.writeEndObject();
        });
        g.writeEndArray();
    }

    /// Reads a sample that was stored in this form.
    ///
    /// @throws IllegalStateException when it is not in this form: the store is damaged
    public static SampleRecord decode(String json, Instant atIfAbsent) {
        try {
            return read(Json.own(json), atIfAbsent);
        } catch (BadRecordException | JacksonException e) {
            throw new IllegalStateException("stored sample is not readable", e);
        }
    }

    /// Reads a sample of a batch.
    ///
    /// The key is empty when the sender knows no keys; the server then finds the device by serial.
    ///
    /// @param atIfAbsent taken when the sender gives no time
    /// @throws BadRecordException when a field has a wrong type, a counter is negative, or no printer is named
    static SampleRecord read(Fields f, Instant atIfAbsent) throws BadRecordException {
        String serial = f.text("serial");
        String keyText = f.text("device_key");
        Optional<PrinterKey> key = PrinterKey.parse(keyText.isEmpty() ? serial : keyText);
        if (!keyText.isEmpty() && key.isEmpty()) {
            throw new BadRecordException("bad_key", "field device_key is not a device key");
        }
        if (serial.isEmpty() && key.isEmpty()) {
            throw new BadRecordException("missing_key", "a sample needs a serial or a device_key");
        }
        Meters meters = meters(f);
        List<SupplyLevel> supplies = f.has("supplies") ? supplies(f) : tonerLevels(f);
        return new SampleRecord(key, serial, f.time("timestamp").orElse(atIfAbsent), meters, supplies);
    }

    private static Meters meters(Fields f) throws BadRecordException {
        Map<String, Long> counts = new HashMap<>(f.integers("counters"));
        if (!f.has("counters")) {
            // A sender without "counters" means "not known" by 0.
            legacy(f, "page_count", Meters.TOTAL, counts);
            legacy(f, "color_pages", Meters.COLOR, counts);
            legacy(f, "mono_pages", Meters.MONO, counts);
            legacy(f, "scan_count", Meters.SCAN, counts);
        }
        Map<String, DoubtfulCount> doubtful = new HashMap<>();
        List<Fields> doubted = f.objects("doubtful_counters");
        if (counts.size() > MAX_ROWS || doubted.size() > MAX_ROWS) {
            throw new BadRecordException("too_many_rows", "field counters has more than " + MAX_ROWS + " entries");
        }
        try {
            for (Fields row : doubted) {
                Reason reason = Reason.ofWord(row.text("reason")).orElse(Reason.IMPLAUSIBLE);
                doubtful.put(row.text("name"), new DoubtfulCount(row.integer("count", 0), reason));
            }
            return new Meters(counts, f.text("counter_unit"), doubtful);
        } catch (IllegalArgumentException e) {
            throw new BadRecordException("out_of_range", "counters are 0 or more and have names of a-z, 0-9 and _");
        }
    }

    private static void legacy(Fields f, String field, String counter, Map<String, Long> counts)
            throws BadRecordException {
        long count = f.integer(field, 0);
        if (count != 0) {
            counts.put(counter, count);
        }
    }

    private static List<SupplyLevel> supplies(Fields f) throws BadRecordException {
        List<SupplyLevel> supplies = new ArrayList<>();
        for (Fields row : f.objects("supplies")) {
            OptionalLong percent = row.integer("percent");
            if (percent.orElse(0) < 0 || percent.orElse(0) > 100 || supplies.size() == MAX_ROWS) {
                throw new BadRecordException("out_of_range", "supplies have a percent of 0 to 100, or none");
            }
            supplies.add(new SupplyLevel(
                    row.text("index"),
                    row.text("name"),
                    percent.isPresent() ? OptionalInt.of((int) percent.getAsLong()) : OptionalInt.empty(),
                    FillState.ofWord(row.text("state")).orElse(FillState.UNKNOWN)));
        }
        return supplies;
    }

    private static List<SupplyLevel> tonerLevels(Fields f) throws BadRecordException {
        List<SupplyLevel> supplies = new ArrayList<>();
        for (Map.Entry<String, Long> level : f.integers("toner_levels").entrySet()) {
            if (level.getValue() >= 0 && supplies.size() < MAX_ROWS) {
                int percent = (int) Math.min(100, level.getValue());
                FillState state = FillState.of(new Level.Measured(percent, 100), false);
                supplies.add(new SupplyLevel("", level.getKey(), OptionalInt.of(percent), state));
            }
        }
        return supplies;
    }

    private static void number(JsonGenerator g, String name, OptionalLong number) {
        number.ifPresent(n -> g.writeNumberProperty(name, n));
    }
}
