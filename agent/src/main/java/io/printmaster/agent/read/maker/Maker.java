package io.printmaster.agent.read.maker;

import io.printmaster.agent.snmp.Oid;
import io.printmaster.model.Meters;
import io.printmaster.model.Supply;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the devices of one maker say beyond the standard. Facts only: which objects to ask for and what they mean.
/// Immutable; any thread.
public final class Maker {
    /// For devices of makers that are not known: nothing beyond the standard.
    public static final Maker NONE = of("").build();

    private final MakerFacts facts;
    private final MakerFacts words;
    private final List<MakerObject> objects;
    private final List<Oid> scalars;
    private final List<Oid> columns;
    private final List<Oid> movingColumns;
    private final List<Oid> cellColumns;

    /// @param facts what to ask for and what it means; not changed any more
    /// @param words how its devices speak
    private Maker(MakerFacts facts, MakerFacts words) {
        this.facts = facts;
        this.words = words;
        this.objects = List.copyOf(facts.objects());
        this.scalars = oids(objects.stream().filter(object -> !object.column()));
        this.cellColumns = facts.counters.stream()
                .flatMap(source -> source.cellColumn().stream())
                .toList();
        this.columns = oids(objects.stream().filter(object -> object.column() && !cellColumns.contains(object.oid())));
        this.movingColumns = oids(facts.supplies.stream()
                .flatMap(source -> source.objects().stream())
                .filter(MakerObject::column));
    }

    private static List<Oid> oids(Stream<MakerObject> objects) {
        return objects.map(MakerObject::oid).distinct().toList();
    }

    static Maker of(MakerFacts facts) {
        return new Maker(facts, facts);
    }

    /// A table of names and values in which firmware has a row.
    ///
    /// @param names those that mean firmware, best first
    public record NamedFirmware(MakerObject name, MakerObject value, List<String> names) {}

    /// @param trees the start of its devices' sysObjectIDs below the enterprises arc
    static MakerFacts of(String brand, String... trees) {
        return new MakerFacts(brand, Stream.of(trees).map(MakerObject::below).toList());
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
        return oids(facts.model.stream());
    }

    /// Objects with the serial, best first.
    public List<Oid> serial() {
        return oids(facts.serial.stream());
    }

    /// Objects with the firmware, better than sysDescr; best first.
    public List<Oid> firmware() {
        return oids(facts.firmware.stream());
    }

    /// Objects with the firmware for devices whose sysDescr does not tell it.
    public List<Oid> lastFirmware() {
        return oids(facts.lastFirmware.stream());
    }

    /// Objects with an IEEE 1284 device id.
    public List<Oid> deviceIds() {
        return oids(facts.deviceIds.stream());
    }

    /// The table with the firmware, if it is in one.
    public Optional<NamedFirmware> namedFirmware() {
        return Optional.ofNullable(facts.namedFirmware);
    }

    /// Single objects to get; they fit well into requests for other objects.
    public List<Oid> scalars() {
        return scalars;
    }

    /// Columns to walk; they come before the cells.
    public List<Oid> columns() {
        return columns;
    }

    /// Those columns to walk that change by themselves: what other columns hold are names.
    public List<Oid> movingColumns() {
        return movingColumns;
    }

    /// Columns of which only single cells are asked for.
    public List<Oid> cellColumns() {
        return cellColumns;
    }

    /// The cells that hold counters, as the walked columns tell.
    public List<Oid> cells(Answers answers) {
        return facts.counters.stream()
                .flatMap(source -> source.cells(answers).stream())
                .toList();
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
}
