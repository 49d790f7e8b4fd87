package io.printmaster.agent.config;

import io.printmaster.agent.config.SnmpSettings.ForRange;
import io.printmaster.agent.config.SnmpSettings.V3User;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keys that say how printers let us in: in `[snmp]`, and in each `[snmp.RANGE]` in its stead.
final class SnmpAccess {
    private static final Set<Key> V3 =
            Set.of(Key.V3_USER, Key.V3_AUTH, Key.V3_AUTH_PASSWORD, Key.V3_PRIV, Key.V3_PRIV_PASSWORD, Key.V3_CONTEXT);

    private SnmpAccess() {}

    static ForRange read(String range, Values values) {
        Map<String, SnmpVersion> words = new LinkedHashMap<>();
        for (SnmpVersion version : SnmpVersion.values()) {
            words.put(version.word(), version);
        }
        words.put("2", SnmpVersion.V2C);
        List<SnmpVersion> versions = values.someOf(Key.SNMP_VERSION, words);
        Optional<V3User> user = V3UserReader.read(values);
        if (versions.contains(SnmpVersion.V3) && user.isEmpty()) {
            values.wrong(Key.SNMP_VERSION, "version 3 needs a v3_user");
        } else if (user.isPresent() && !versions.contains(SnmpVersion.V3)) {
            versions = withV3First(values, versions);
        }
        return new ForRange(range, values.secrets(Key.COMMUNITY), versions, user);
    }

    /// A user without a version means version 3 before the others; a user with other versions is a contradiction.
    private static List<SnmpVersion> withV3First(Values values, List<SnmpVersion> versions) {
        if (values.isGiven(Key.SNMP_VERSION)) {
            values.wrong(Key.SNMP_VERSION, "v3_user is set but version 3 is not; add 3, or remove v3_user");
            return versions;
        }
        List<SnmpVersion> all = new ArrayList<>(versions);
        all.addFirst(SnmpVersion.V3);
        return all;
    }

    static List<ForRange> ofRanges(
            Values usual, ForRange everywhere, Map<String, Map<Key, RawValue>> ranges, List<Problem> problems) {
        Map<String, V3User> users = new HashMap<>();
        everywhere.v3().ifPresent(user -> users.put(user.name(), user));
        List<ForRange> all = new ArrayList<>();
        ranges.forEach((range, own) -> {
            Values values = new Values(over(usual, own), problems);
            ForRange access = read(range, values);
            access.v3()
                    .filter(user -> !user.equals(users.computeIfAbsent(user.name(), n -> user)))
                    .ifPresent(user -> values.wrong(
                            Key.V3_USER,
                            "has other passwords or protocols in another section; one name has one set of them"));
            all.add(access);
        });
        return all;
    }

    /// What a section does not say is as in `[snmp]`; what belongs to a user goes with the user.
    private static Map<Key, RawValue> over(Values usual, Map<Key, RawValue> own) {
        Map<Key, RawValue> all = new EnumMap<>(own);
        boolean ownUser = own.keySet().stream().anyMatch(V3::contains);
        RawValue version = own.get(Key.SNMP_VERSION);
        boolean needsNoUser = version != null && !version.text().contains(SnmpVersion.V3.word());
        for (Key key : Key.BY_RANGE) {
            boolean ofUser = V3.contains(key);
            boolean replaced = ownUser && (ofUser || key == Key.SNMP_VERSION);
            if (usual.isGiven(key) && !replaced && !(needsNoUser && ofUser)) {
                all.putIfAbsent(key, usual.raw(key));
            }
        }
        return all;
    }
}
