package io.printmaster.agent.read.maker;

import io.printmaster.agent.snmp.Oid;
import io.printmaster.model.Meters;
import io.printmaster.model.Supply;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the devices of one maker say beyond the standard. Facts only: which objects to ask for and what they mean.
/// Immutable; any thread.
public final class Maker {
    private static final Pattern NEVER = Pattern.compile("(?!)");

    /// For devices of makers that are not known: nothing beyond the standard.
    public static final Maker NONE = of("").build();

    private final Builder facts;
    private final Builder words;

    private Maker(Builder facts, Builder words) {
        this.facts = facts;
        this.words = words;
    }

    /// A table of names and values in which firmware has a row.
    ///
    /// @param names those that mean firmware, best first
    public record NamedFirmware(MakerObject name, MakerObject value, List<String> names) {}

    /// @param trees the start of its devices' sysObjectIDs below the enterprises arc
    static Builder of(String brand, String... trees) {
        return new Builder(brand, Stream.of(trees).map(MakerObject::below).toList());
    }

    /// The brand, unless the device's own words name another.
    public String brand() {
        return words.brand;
    }

    /// Whether a sysObjectID is one of its devices'.
    boolean owns(Oid sysObjectId) {
        return facts.trees.stream().anyMatch(sysObjectId::startsWith);
    }

    /// The objects of this maker in a case that speaks as another's: rebadged devices keep their builder's tree.
    Maker speakingAs(Maker other) {
        return new Maker(facts, other.facts);
    }

    /// How its sysDescr reads, with the groups `model`, `firmware`, `serial` where it tells them, and
    /// `product` for a model that people may have changed.
    public Pattern sysDescr() {
        return words.sysDescr;
    }

    /// How its hrDeviceDescr reads, where that holds more than the model.
    public Pattern deviceDescr() {
        return words.deviceDescr;
    }

    /// Objects with the model, best first.
    public List<Oid> model() {
        return oids(facts.model);
    }

    /// Objects with the serial, best first.
    public List<Oid> serial() {
        return oids(facts.serial);
    }

    /// Objects with the firmware, better than sysDescr; best first.
    public List<Oid> firmware() {
        return oids(facts.firmware);
    }

    /// Objects with the firmware for devices whose sysDescr does not tell it.
    public List<Oid> lastFirmware() {
        return oids(facts.lastFirmware);
    }

    /// Objects with an IEEE 1284 device id.
    public List<Oid> deviceIds() {
        return oids(facts.deviceIds);
    }

    /// The table with the firmware, if it is in one.
    public Optional<NamedFirmware> namedFirmware() {
        return Optional.ofNullable(facts.namedFirmware);
    }

    /// Single objects to get; they fit well into requests for other objects.
    public List<Oid> scalars() {
        return wanted(object -> !object.column());
    }

    /// Columns to walk; they come before the cells.
    public List<Oid> columns() {
        List<Oid> columns = new ArrayList<>(wanted(MakerObject::column));
        columns.removeAll(cellColumns());
        return List.copyOf(columns);
    }

    /// Those columns to walk that change by themselves: what other columns hold are names.
    public List<Oid> movingColumns() {
        return facts.supplies.stream()
                .flatMap(source -> source.objects().stream())
                .filter(MakerObject::column)
                .map(MakerObject::oid)
                .toList();
    }

    /// Columns of which only single cells are asked for.
    public List<Oid> cellColumns() {
        return facts.counters.stream()
                .flatMap(source -> source.cellColumn().stream())
                .toList();
    }

    /// The cells that hold counters, as the walked columns tell.
    public List<Oid> cells(Answers answers) {
        return facts.counters.stream()
                .flatMap(source -> source.cells(answers).stream())
                .toList();
    }

    private List<Oid> wanted(Predicate<MakerObject> kind) {
        Set<Oid> wanted = new LinkedHashSet<>(
                objects().stream().filter(kind).map(MakerObject::oid).toList());
        return List.copyOf(wanted);
    }

    /// The counters of a device: the standard's total and what its maker counts, doubted where they cannot be right.
    ///
    /// @param total prtMarkerLifeCount, if told
    /// @param unit  what it counts, in the standard's word
    public Meters meters(Answers answers, OptionalLong total, String unit) {
        return MakerMeters.of(facts.counters, facts.sums, facts.checks, answers, total, unit);
    }

    /// The supplies of a device: the standard's rows, filled with what its maker tells where they say nothing.
    public List<Supply> supplies(List<Supply> standard, Answers answers) {
        return MakerSupplies.of(
                facts.receptaclesFillUp ? MakerSupplies.turned(standard) : standard,
                facts.supplies.stream()
                        .flatMap(source -> source.levels(answers).stream())
                        .toList());
    }

    /// Every object that its devices are asked for.
    List<MakerObject> objects() {
        List<MakerObject> objects = new ArrayList<>();
        facts.model.forEach(object -> objects.add(object.as("model")));
        facts.serial.forEach(object -> objects.add(object.as("serial")));
        facts.firmware.forEach(object -> objects.add(object.as("firmware")));
        facts.lastFirmware.forEach(object -> objects.add(object.as("firmware, if sysDescr does not tell it")));
        facts.deviceIds.forEach(object -> objects.add(object.as("IEEE 1284 device id")));
        namedFirmware()
                .ifPresent(table -> objects.addAll(List.of(
                        table.name().column("names of versions; firmware is " + String.join(", ", table.names())),
                        table.value().column("versions"))));
        Stream.concat(
                        facts.counters.stream().map(CounterSource::objects),
                        facts.supplies.stream().map(SupplySource::objects))
                .forEach(objects::addAll);
        return objects;
    }

    List<Oid> trees() {
        return facts.trees;
    }

    List<Sum> sums() {
        return facts.sums;
    }

    List<Check> checks() {
        return facts.checks;
    }

    private static List<Oid> oids(List<MakerObject> objects) {
        return objects.stream().map(MakerObject::oid).toList();
    }

    /// Collects the facts.
    static final class Builder {
        private final String brand;
        private final List<Oid> trees;
        private Pattern sysDescr = NEVER;
        private Pattern deviceDescr = NEVER;
        private List<MakerObject> model = List.of();
        private List<MakerObject> serial = List.of();
        private List<MakerObject> firmware = List.of();
        private List<MakerObject> lastFirmware = List.of();
        private List<MakerObject> deviceIds = List.of();
        private @Nullable NamedFirmware namedFirmware;
        private final List<CounterSource> counters = new ArrayList<>();
        private final List<Sum> sums = new ArrayList<>();
        private final List<Check> checks = new ArrayList<>();
        private final List<SupplySource> supplies = new ArrayList<>();
        private boolean receptaclesFillUp;

        private Builder(String brand, List<Oid> trees) {
            this.brand = brand;
            this.trees = trees;
        }

        Builder sysDescr(String regex) {
            sysDescr = Pattern.compile(regex);
            return this;
        }

        Builder deviceDescr(String regex) {
            deviceDescr = Pattern.compile(regex);
            return this;
        }

        Builder model(MakerObject... objects) {
            model = List.of(objects);
            return this;
        }

        Builder serial(MakerObject... objects) {
            serial = List.of(objects);
            return this;
        }

        Builder firmware(MakerObject... objects) {
            firmware = List.of(objects);
            return this;
        }

        Builder lastFirmware(MakerObject... objects) {
            lastFirmware = List.of(objects);
            return this;
        }

        Builder deviceId(MakerObject... objects) {
            deviceIds = List.of(objects);
            return this;
        }

        Builder namedFirmware(MakerObject name, MakerObject value, String... names) {
            namedFirmware = new NamedFirmware(name, value, List.of(names));
            return this;
        }

        Builder counter(String name, MakerObject object) {
            return counters(new CounterSource.Single(name, object));
        }

        Builder counters(CounterSource source) {
            counters.add(source);
            return this;
        }

        /// Facts that repeat with other numbers.
        Builder with(UnaryOperator<Builder> more) {
            return more.apply(this);
        }

        /// A counter that is the sum of others, all of which must be told.
        Builder sum(String name, String... parts) {
            return sum(new Sum(name, List.of(parts), List.of()));
        }

        Builder sum(Sum sum) {
            sums.add(sum);
            return this;
        }

        /// Parts that must make their whole.
        Builder whole(String whole, String... parts) {
            checks.add(new Check.Whole(whole, List.of(parts)));
            return this;
        }

        /// A part that must not exceed its whole, and is not believed without it.
        Builder part(String part, String whole) {
            checks.add(new Check.Part(part, whole));
            return this;
        }

        Builder supplies(SupplySource source) {
            supplies.add(source);
            return this;
        }

        /// The level of its waste boxes is what is in them, against RFC 3805 where it is the space left. No maker is
        /// known for it yet: in all recordings the direction stays open.
        Builder receptaclesFillUp() {
            receptaclesFillUp = true;
            return this;
        }

        Maker build() {
            return new Maker(this, this);
        }
    }
}
