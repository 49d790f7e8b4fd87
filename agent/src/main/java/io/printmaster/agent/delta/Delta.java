package io.printmaster.agent.delta;

import io.printmaster.model.Alert;
import io.printmaster.model.Change;
import io.printmaster.model.DoubtfulCount;
import io.printmaster.model.Identity;
import io.printmaster.model.Level;
import io.printmaster.model.Meters;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.Provenance;
import io.printmaster.model.Reading;
import io.printmaster.model.Sample;
import io.printmaster.model.Supply;
import io.printmaster.model.Tray;
import io.printmaster.program.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Compares two readings of one printer. Pure: no clock, no disk, no log.
///
/// Times and the door by which the printer was met make no difference; they change without the printer changing.
public final class Delta {
    private static final Map<String, Function<Printer, String>> FIELDS = fields();
    private static final String COUNTERS = "counters.";
    private static final String DOUBTFUL = "doubtful_counters.";
    private static final String UNIT = "counter_unit";

    private Delta() {}

    /// What is different now, in a fixed order; empty when nothing is.
    ///
    /// @param before empty when the printer was not known
    public static List<Change> between(Optional<Reading> before, Reading after) {
        if (before.isEmpty()) {
            return List.of(new Change.NewPrinter());
        }
        List<Change> changes = new ArrayList<>();
        Printer old = before.get().printer();
        Printer now = after.printer();
        if (old.condition().status() != now.condition().status()) {
            changes.add(
                    new Change.Status(old.condition().status(), now.condition().status()));
        }
        FIELDS.forEach((name, field) -> field(name, field.apply(old), field.apply(now), changes));
        rows("supplies", supplies(old), supplies(now), changes);
        rows("trays", trays(old), trays(now), changes);
        meters(before.get().meters(), after.meters(), changes);
        return List.copyOf(changes);
    }

    /// Whether a device record says something new because of these changes. Meters are not in it: they are sent as
    /// samples.
    public static boolean ofDevice(List<Change> changes) {
        return changes.stream().anyMatch(change -> switch (change) {
            case Change.NewPrinter isNew -> true;
            case Change.Status status -> true;
            case Change.Field(String name, String before, String after) ->
                !name.startsWith(COUNTERS) && !name.startsWith(DOUBTFUL) && !name.equals(UNIT);
            case Change.MeterMoved moved -> false;
            case Change.MeterReset reset -> false;
        });
    }

    /// What a sample says apart from its time, as a short text: SHA-256, so that the last one of each printer can be
    /// remembered in 64 characters. Two samples that say the same have the same text.
    public static String values(Sample sample) {
        String all = sample.key() + "\n" + sample.serial() + "\n" + sample.meters() + "\n" + sample.supplies();
        return HexFormat.of().formatHex(Sha256.of(all.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, Function<Printer, String>> fields() {
        Map<String, Function<Printer, String>> fields = new LinkedHashMap<>();
        identity(fields, Printer::identity);
        network(fields, Printer::network);
        fields.put("errors", p -> p.condition().errors().toString());
        fields.put("alerts", p -> alerts(p.condition().alerts()));
        fields.put("console_text", p -> p.condition().consoleText());
        fields.put("capabilities", p -> String.join(" ", p.inventory().capabilities()));
        provenance(fields, Printer::provenance);
        fields.put("other_addresses", p -> String.join(" ", p.ties().otherAddresses()));
        return fields;
    }

    private static void identity(Map<String, Function<Printer, String>> fields, Function<Printer, Identity> identity) {
        fields.put("manufacturer", identity.andThen(Identity::manufacturer));
        fields.put("model", identity.andThen(Identity::model));
        fields.put("serial", identity.andThen(Identity::serial));
        fields.put("firmware", identity.andThen(Identity::firmware));
        fields.put("uuid", identity.andThen(Identity::uuid));
        fields.put("asset_number", identity.andThen(Identity::assetNumber));
    }

    private static void network(Map<String, Function<Printer, String>> fields, Function<Printer, Network> network) {
        fields.put("ip", network.andThen(Network::address));
        fields.put("hostname", network.andThen(Network::hostname));
        fields.put("mac_address", network.andThen(Network::mac));
        fields.put("subnet_mask", network.andThen(Network::subnetMask));
        fields.put("gateway", network.andThen(Network::gateway));
        fields.put("web_ui_url", network.andThen(Network::webUiUrl));
    }

    private static void provenance(
            Map<String, Function<Printer, String>> fields, Function<Printer, Provenance> provenance) {
        fields.put("device_type", provenance.andThen(Provenance::deviceType));
        fields.put("location", provenance.andThen(Provenance::location));
        fields.put("description", provenance.andThen(Provenance::description));
    }

    private static String alerts(List<Alert> alerts) {
        return String.join("; ", alerts.stream().map(Alert::toString).toList());
    }

    private static void field(String name, String before, String after, List<Change> changes) {
        if (!before.equals(after)) {
            changes.add(new Change.Field(name, before, after));
        }
    }

    /// Rows by their index; what is compared is all of the row, what is shown is its name and level.
    private record Row(Object whole, String shown) {}

    private static Map<String, Row> supplies(Printer printer) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Supply s : printer.inventory().supplies()) {
            rows.put(s.index(), new Row(s, s.name() + " " + s.state().word() + shown(s.level())));
        }
        return rows;
    }

    private static Map<String, Row> trays(Printer printer) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Tray t : printer.inventory().trays()) {
            rows.put(t.index(), new Row(t, t.name() + " " + t.state().word() + shown(t.level())));
        }
        return rows;
    }

    private static String shown(Level level) {
        return level.percent().isPresent() ? " " + level.percent().getAsInt() + " %" : "";
    }

    private static void rows(String name, Map<String, Row> before, Map<String, Row> after, List<Change> changes) {
        Map<String, Row> all = new LinkedHashMap<>(before);
        all.putAll(after);
        for (String index : all.keySet()) {
            Row old = before.get(index);
            Row now = after.get(index);
            if (!Objects.equals(old == null ? null : old.whole, now == null ? null : now.whole)) {
                changes.add(new Change.Field(
                        name + "[" + index + "]", old == null ? "" : old.shown, now == null ? "" : now.shown));
            }
        }
    }

    private static void meters(Meters before, Meters after, List<Change> changes) {
        field(UNIT, before.unit(), after.unit(), changes);
        TreeSet<String> names = new TreeSet<>(before.counts().keySet());
        names.addAll(after.counts().keySet());
        for (String name : names) {
            OptionalLong old = before.count(name);
            OptionalLong now = after.count(name);
            if (now.isEmpty()) {
                changes.add(new Change.Field(COUNTERS + name, Long.toString(old.orElseThrow()), ""));
            } else if (old.isPresent() && now.getAsLong() < old.getAsLong()) {
                changes.add(new Change.MeterReset(name, old.getAsLong(), now.getAsLong()));
            } else if (!now.equals(old)) {
                changes.add(new Change.MeterMoved(name, old, now.getAsLong()));
            }
        }
        TreeSet<String> doubted = new TreeSet<>(before.doubtful().keySet());
        doubted.addAll(after.doubtful().keySet());
        for (String name : doubted) {
            field(
                    DOUBTFUL + name,
                    shown(before.doubtful().get(name)),
                    shown(after.doubtful().get(name)),
                    changes);
        }
    }

    private static String shown(@Nullable DoubtfulCount doubtful) {
        return doubtful == null
                ? ""
                : doubtful.count() + " " + doubtful.reason().word();
    }
}
