package io.printmaster.agent.discover;

import io.printmaster.model.MacAddress;
import io.printmaster.model.PrinterKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Decides which pieces of evidence are about one device: by serial within the maker, then by UUID, then by
/// hardware address, and never by an IP address, a model or a meter. Pure.
///
/// A weaker key never joins what a stronger one tells apart: two serials behind one MAC are two printers at
/// one print server, and a UUID that devices with different serials share is a default of their firmware. A
/// device that moved is one device with a new address; another device at an old address is another device.
public final class SameDevice {

    private SameDevice() {}

    /// One device.
    ///
    /// @param evidence newest first
    /// @param queues   queues on computers that print on it
    public record Device(List<Evidence> evidence, List<Evidence> queues) {
        /// Copies.
        public Device {
            evidence = evidence.stream()
                    .sorted(Comparator.comparing(Evidence::at).reversed())
                    .toList();
            queues = List.copyOf(queues);
        }

        /// Its strongest key, the same whatever order the evidence came in.
        public Optional<PrinterKey> key() {
            return evidence.stream().flatMap(Evidence::keys).min(PrinterKey.STRONGEST_FIRST);
        }

        /// Where it answered last.
        public String address() {
            return evidence.getFirst().address();
        }

        /// Everywhere it answered, the newest first.
        public List<String> addresses() {
            return evidence.stream().map(Evidence::address).distinct().toList();
        }
    }

    /// What it came to.
    ///
    /// @param queues       queues whose printer is not known
    /// @param unidentified evidence without any key: still to be read, or never to be known again
    public record Result(List<Device> devices, List<Evidence> queues, List<Evidence> unidentified) {
        /// Copies.
        public Result {
            devices = List.copyOf(devices);
            queues = List.copyOf(queues);
            unidentified = List.copyOf(unidentified);
        }
    }

    /// Sorts evidence of any number of doors and moments.
    public static Result sort(List<Evidence> evidence) {
        List<Evidence> own =
                evidence.stream().filter(e -> !e.queue() && e.identifies()).toList();
        Groups groups = new Groups(own);
        groups.joinBySerial();
        groups.joinByUuid();
        groups.joinByMac();
        List<List<Evidence>> members = new ArrayList<>(groups.members());
        List<Evidence> unknown = new ArrayList<>(
                evidence.stream().filter(e -> !e.queue() && !e.identifies()).toList());
        Map<PrinterKey, Long> groupsWith = members.stream()
                .flatMap(m -> m.stream().flatMap(Evidence::keys).distinct())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        List<List<Evidence>> ambiguous =
                members.stream().filter(m -> isAmbiguous(m, groupsWith)).toList();
        ambiguous.forEach(unknown::addAll);
        members.removeAll(ambiguous);
        Map<Integer, List<Evidence>> queuesOf = new HashMap<>();
        List<Evidence> loose = new ArrayList<>();
        for (Evidence queue : evidence.stream().filter(Evidence::queue).toList()) {
            Optional<Integer> device = ownerOf(queue, members);
            if (device.isPresent()) {
                queuesOf.computeIfAbsent(device.get(), d -> new ArrayList<>()).add(queue);
            } else {
                loose.add(queue);
            }
        }
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            devices.add(new Device(members.get(i), queuesOf.getOrDefault(i, List.of())));
        }
        return new Result(devices, loose, unknown);
    }

    /// Whether all that is known of it also belongs to others that are not one device: a MAC that a print
    /// server gives to two printers, a UUID that firmware gives to all. It is one of them, but nobody can
    /// say which.
    private static boolean isAmbiguous(List<Evidence> group, Map<PrinterKey, Long> groupsWith) {
        return group.stream().flatMap(Evidence::keys).allMatch(key -> groupsWith.getOrDefault(key, 0L) > 2);
    }

    /// A queue belongs to a device whose serial or UUID it names, if that is exactly one. A serial without a
    /// maker is any maker's.
    private static Optional<Integer> ownerOf(Evidence queue, List<List<Evidence>> members) {
        Set<PrinterKey> wanted =
                queue.keys().filter(k -> k.kind() != PrinterKey.Kind.MAC).collect(Collectors.toSet());
        List<Integer> owners = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).stream()
                    .flatMap(e -> Stream.concat(e.keys(), PrinterKey.ofSerial("", e.serial()).stream()))
                    .anyMatch(wanted::contains)) {
                owners.add(i);
            }
        }
        return owners.size() == 1 ? Optional.of(owners.getFirst()) : Optional.empty();
    }

    /// Evidence in groups that grow together (union-find).
    private static final class Groups {
        private final List<Evidence> evidence;
        private final int[] leader;

        Groups(List<Evidence> evidence) {
            this.evidence = evidence;
            this.leader = new int[evidence.size()];
            for (int i = 0; i < leader.length; i++) {
                leader[i] = i;
            }
        }

        private int leader(int i) {
            int at = i;
            while (leader[at] != at) {
                at = leader[at];
            }
            leader[i] = at;
            return at;
        }

        private List<Evidence> group(int i) {
            int wanted = leader(i);
            List<Evidence> group = new ArrayList<>();
            for (int j = 0; j < leader.length; j++) {
                if (leader(j) == wanted) {
                    group.add(evidence.get(j));
                }
            }
            return group;
        }

        private <K> Map<K, List<Integer>> rowsBy(Function<Evidence, Set<K>> keys) {
            Map<K, List<Integer>> rows = new LinkedHashMap<>();
            for (int i = 0; i < leader.length; i++) {
                for (K key : keys.apply(evidence.get(i))) {
                    rows.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
                }
            }
            return rows;
        }

        /// A serial without a maker joins a maker's when no other maker claims it.
        void joinBySerial() {
            rowsBy(e -> e.serialKey().map(Set::of).orElse(Set.of())).values().forEach(this::joinAll);
            Map<String, List<Integer>> bare =
                    rowsBy(e -> e.serialKey().map(k -> Set.of(bare(k))).orElse(Set.of()));
            for (List<Integer> rows : bare.values()) {
                long makers = rows.stream()
                        .map(i -> maker(evidence.get(i).serialKey().orElseThrow()))
                        .filter(m -> !m.isEmpty())
                        .distinct()
                        .count();
                if (makers == 1) {
                    joinAll(rows);
                }
            }
        }

        private static String maker(PrinterKey serial) {
            return serial.value().substring(0, serial.value().indexOf('/'));
        }

        private static String bare(PrinterKey serial) {
            return serial.value().substring(serial.value().indexOf('/') + 1);
        }

        void joinByUuid() {
            rowsBy(e -> e.uuid().isEmpty() ? Set.<String>of() : Set.of(e.uuid()))
                    .forEach((uuid, rows) -> {
                        if (!isDefault(uuid, rows)) {
                            joinIfOneSerial(rows);
                        }
                    });
        }

        /// A UUID that groups with different MACs share, without being made of one of them, is no more than
        /// a default.
        private boolean isDefault(String uuid, List<Integer> rows) {
            Set<MacAddress> macs = new HashSet<>();
            Set<Integer> withMacs = new HashSet<>();
            for (int i : rows) {
                Set<MacAddress> own =
                        group(i).stream().flatMap(e -> e.macs().stream()).collect(Collectors.toSet());
                if (!own.isEmpty()) {
                    macs.addAll(own);
                    withMacs.add(leader(i));
                }
            }
            return withMacs.size() > 1 && macs.size() > 1 && macs.stream().noneMatch(m -> isNode(uuid, m));
        }

        private static boolean isNode(String uuid, MacAddress mac) {
            return uuid.endsWith("-" + mac.value().replace(":", ""));
        }

        /// A UUID's last part often is the device's own MAC.
        void joinByMac() {
            Map<MacAddress, List<Integer>> rows = rowsBy(Evidence::macs);
            for (Map.Entry<MacAddress, List<Integer>> entry : rows.entrySet()) {
                List<Integer> all = new ArrayList<>(entry.getValue());
                for (int i = 0; i < leader.length; i++) {
                    if (isNode(evidence.get(i).uuid(), entry.getKey())) {
                        all.add(i);
                    }
                }
                joinIfOneSerial(all);
            }
        }

        /// Joins the groups unless that would put two serials into one.
        private void joinIfOneSerial(List<Integer> rows) {
            Set<PrinterKey> serials = rows.stream()
                    .flatMap(i -> group(i).stream())
                    .flatMap(e -> e.serialKey().stream())
                    .collect(Collectors.toSet());
            if (serials.stream().map(Groups::bare).distinct().count() <= 1) {
                joinAll(rows);
            }
        }

        private void joinAll(List<Integer> rows) {
            for (int i : rows) {
                leader[leader(i)] = leader(rows.getFirst());
            }
        }

        List<List<Evidence>> members() {
            Map<Integer, List<Evidence>> members = new LinkedHashMap<>();
            for (int i = 0; i < leader.length; i++) {
                members.computeIfAbsent(leader(i), x -> new ArrayList<>()).add(evidence.get(i));
            }
            return List.copyOf(members.values());
        }
    }
}
