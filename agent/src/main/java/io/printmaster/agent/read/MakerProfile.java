package io.printmaster.agent.read;

import io.printmaster.agent.snmp.Oid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What one maker's devices say beyond the standard, as data: nothing here is code that knows a model.
///
/// @param brand        as on the case, unless the device's own words name another
/// @param enterprises  private enterprise numbers under which its sysObjectIDs lie
/// @param sysDescr     how its sysDescr reads, with the groups `model`, `firmware`, `serial` where it
///      tells them
/// @param deviceDescr  how its hrDeviceDescr reads, where that holds more than the model
/// @param model        private objects with the model, best first
/// @param serial       private objects with the serial
/// @param firmware     private objects with the firmware
/// @param namedFirmware a two-column table of names and values, and the names that mean firmware
/// @param meters       counters by our name, as sums of private objects that must all be there
record MakerProfile(
        String brand,
        List<Integer> enterprises,
        Pattern sysDescr,
        Pattern deviceDescr,
        List<Oid> model,
        List<Oid> serial,
        List<Oid> firmware,
        NamedValues namedFirmware,
        Map<String, List<Oid>> meters) {

    /// A table of name and value columns.
    record NamedValues(List<Oid> nameAndValue, List<String> names) {
        static final NamedValues NONE = new NamedValues(List.of(), List.of());
    }

    private static final Oid ENTERPRISES = Oid.parse("1.3.6.1.4.1");
    private static final Pattern NEVER = Pattern.compile("(?!)");

    static MakerProfile of(String brand, Integer... enterprises) {
        return new MakerProfile(
                brand, List.of(enterprises), NEVER, NEVER, List.of(), List.of(), List.of(), NamedValues.NONE, Map.of());
    }

    MakerProfile sysDescr(String regex) {
        return new MakerProfile(
                brand,
                enterprises,
                Pattern.compile(regex),
                deviceDescr,
                model,
                serial,
                firmware,
                namedFirmware,
                meters);
    }

    MakerProfile deviceDescr(String regex) {
        return new MakerProfile(
                brand, enterprises, sysDescr, Pattern.compile(regex), model, serial, firmware, namedFirmware, meters);
    }

    MakerProfile model(String... oids) {
        return new MakerProfile(
                brand, enterprises, sysDescr, deviceDescr, oids(oids), serial, firmware, namedFirmware, meters);
    }

    MakerProfile serial(String... oids) {
        return new MakerProfile(
                brand, enterprises, sysDescr, deviceDescr, model, oids(oids), firmware, namedFirmware, meters);
    }

    MakerProfile firmware(String... oids) {
        return new MakerProfile(
                brand, enterprises, sysDescr, deviceDescr, model, serial, oids(oids), namedFirmware, meters);
    }

    MakerProfile namedFirmware(String nameColumn, String valueColumn, String... names) {
        NamedValues table = new NamedValues(oids(nameColumn, valueColumn), List.of(names));
        return new MakerProfile(brand, enterprises, sysDescr, deviceDescr, model, serial, firmware, table, meters);
    }

    MakerProfile meter(String name, String... oids) {
        Map<String, List<Oid>> more = new LinkedHashMap<>(meters);
        more.put(name, oids(oids));
        return new MakerProfile(
                brand, enterprises, sysDescr, deviceDescr, model, serial, firmware, namedFirmware, Map.copyOf(more));
    }

    /// Every private object to ask for.
    List<Oid> wanted() {
        Set<Oid> wanted = new LinkedHashSet<>();
        wanted.addAll(model);
        wanted.addAll(serial);
        wanted.addAll(firmware);
        meters.values().forEach(wanted::addAll);
        return new ArrayList<>(wanted);
    }

    /// Private objects are written relative to the enterprises arc.
    private static List<Oid> oids(String... relative) {
        List<Oid> oids = new ArrayList<>();
        for (String oid : relative) {
            oids.add(ENTERPRISES.append(Oid.parse(oid)));
        }
        return List.copyOf(oids);
    }
}
