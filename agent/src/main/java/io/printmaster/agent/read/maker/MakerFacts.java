package io.printmaster.agent.read.maker;

import io.printmaster.agent.read.maker.Maker.NamedFirmware;
import io.printmaster.agent.snmp.Oid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Collects the facts of one maker; not changed any more once it is built.
final class MakerFacts {
    private static final Pattern NEVER = Pattern.compile("(?!)");

    final String brand;
    final List<Oid> trees;
    Pattern sysDescr = NEVER;
    Pattern deviceDescr = NEVER;
    List<MakerObject> model = List.of();
    List<MakerObject> serial = List.of();
    List<MakerObject> firmware = List.of();
    List<MakerObject> lastFirmware = List.of();
    List<MakerObject> deviceIds = List.of();

    @Nullable
    NamedFirmware namedFirmware;

    final List<CounterSource> counters = new ArrayList<>();
    final List<Sum> sums = new ArrayList<>();
    final List<Check> checks = new ArrayList<>();
    final List<SupplySource> supplies = new ArrayList<>();
    boolean receptaclesFillUp;

    MakerFacts(String brand, List<Oid> trees) {
        this.brand = brand;
        this.trees = trees;
    }

    MakerFacts sysDescr(String regex) {
        sysDescr = Pattern.compile(regex);
        return this;
    }

    MakerFacts deviceDescr(String regex) {
        deviceDescr = Pattern.compile(regex);
        return this;
    }

    MakerFacts model(MakerObject... objects) {
        model = List.of(objects);
        return this;
    }

    MakerFacts serial(MakerObject... objects) {
        serial = List.of(objects);
        return this;
    }

    MakerFacts firmware(MakerObject... objects) {
        firmware = List.of(objects);
        return this;
    }

    MakerFacts lastFirmware(MakerObject... objects) {
        lastFirmware = List.of(objects);
        return this;
    }

    MakerFacts deviceId(MakerObject... objects) {
        deviceIds = List.of(objects);
        return this;
    }

    MakerFacts namedFirmware(MakerObject name, MakerObject value, String... names) {
        namedFirmware = new NamedFirmware(name, value, List.of(names));
        return this;
    }

    MakerFacts counter(String name, MakerObject object) {
        return counters(new CounterSource.Single(name, object));
    }

    MakerFacts counters(CounterSource source) {
        counters.add(source);
        return this;
    }

    /// Facts that repeat with other numbers.
    MakerFacts with(UnaryOperator<MakerFacts> more) {
        return more.apply(this);
    }

    /// A counter that is the sum of others, all of which must be told.
    MakerFacts sum(String name, String... parts) {
        return sum(new Sum(name, List.of(parts), List.of()));
    }

    MakerFacts sum(Sum sum) {
        sums.add(sum);
        return this;
    }

    /// Parts that must make their whole.
    MakerFacts whole(String whole, String... parts) {
        checks.add(new Check.Whole(whole, List.of(parts)));
        return this;
    }

    /// A part that must not exceed its whole, and is not believed without it.
    MakerFacts part(String part, String whole) {
        checks.add(new Check.Part(part, whole));
        return this;
    }

    MakerFacts supplies(SupplySource source) {
        supplies.add(source);
        return this;
    }

    /// The level of its waste boxes is what is in them, against RFC 3805 where it is the space left. No maker is
    /// known for it yet: in all recordings the direction stays open.
    MakerFacts receptaclesFillUp() {
        receptaclesFillUp = true;
        return this;
    }

    List<MakerObject> objects() {
        List<MakerObject> objects = new ArrayList<>();
        model.forEach(object -> objects.add(object.as("model")));
        serial.forEach(object -> objects.add(object.as("serial")));
        firmware.forEach(object -> objects.add(object.as("firmware")));
        lastFirmware.forEach(object -> objects.add(object.as("firmware, if sysDescr does not tell it")));
        deviceIds.forEach(object -> objects.add(object.as("IEEE 1284 device id")));
        if (namedFirmware != null) {
            String names = String.join(", ", namedFirmware.names());
            objects.add(namedFirmware.name().column("names of versions; firmware is " + names));
            objects.add(namedFirmware.value().column("versions"));
        }
        Stream.concat(
                        counters.stream().map(CounterSource::objects),
                        supplies.stream().map(SupplySource::objects))
                .forEach(objects::addAll);
        return objects;
    }

    Maker build() {
        return Maker.of(this);
    }
}
