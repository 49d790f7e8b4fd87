package io.printmaster.agent.survey;

import io.printmaster.agent.discover.Evidence;
import io.printmaster.agent.store.Whereabouts;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the known printers were when a cycle began: each at one address at which it is polled, and perhaps
/// at further ones. Immutable.
final class Places {
    /// A further address is read again after this time although its printer answered elsewhere: somebody
    /// else may be there by now.
    private static final Duration TRUST = Duration.ofHours(6);

    /// The same, where the printer is polled over its WLAN and the other may be its cable.
    private static final Duration TRUST_OF_WIRELESS = Duration.ofMinutes(30);

    private final List<Whereabouts> known;
    private final Map<PrinterKey, Whereabouts> byKey = new HashMap<>();
    private final Map<InetAddress, List<Whereabouts>> polledAt = new HashMap<>();
    private final Map<InetAddress, Whereabouts> alsoAt = new HashMap<>();

    Places(List<Whereabouts> known) {
        this.known = List.copyOf(known);
        for (Whereabouts printer : known) {
            byKey.put(printer.key(), printer);
            polledAt.computeIfAbsent(printer.sighting().address(), a -> new ArrayList<>())
                    .add(printer);
        }
        for (Whereabouts printer : known) {
            for (Sighting other : printer.others()) {
                if (!polledAt.containsKey(other.address())) {
                    alsoAt.putIfAbsent(other.address(), printer);
                }
            }
        }
    }

    List<Whereabouts> known() {
        return known;
    }

    Optional<Whereabouts> printer(PrinterKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /// The printers that are polled at an address; more than one when one of them is gone from there.
    List<Whereabouts> polledAt(InetAddress address) {
        return polledAt.getOrDefault(address, List.of());
    }

    /// The printers that have this address, polled there or not.
    List<Whereabouts> at(InetAddress address) {
        List<Whereabouts> here = polledAt(address);
        return here.isEmpty() ? alsoAt(address).stream().toList() : here;
    }

    /// The printer of which this is a further address.
    Optional<Whereabouts> alsoAt(InetAddress address) {
        return Optional.ofNullable(alsoAt.get(address));
    }

    /// Whether what a door tells of a further address of a printer can be left at that, given that the
    /// printer answered elsewhere: it was read there not long ago, and nothing that the door says
    /// contradicts what it said then.
    static boolean isTrusted(Whereabouts printer, Sighting met, Instant now) {
        Optional<Sighting> then = printer.others().stream()
                .filter(other -> other.address().equals(met.address()))
                .findFirst();
        Duration trust = printer.wireless() ? TRUST_OF_WIRELESS : TRUST;
        return then.isPresent()
                && Duration.between(then.get().at(), now).abs().compareTo(trust) < 0
                && agree("sysDescr", then.get(), met)
                && Recognition.fits(Evidence.of(met), printer);
    }

    private static boolean agree(String hint, Sighting one, Sighting other) {
        String a = one.hints().getOrDefault(hint, "");
        String b = other.hints().getOrDefault(hint, "");
        return a.isEmpty() || b.isEmpty() || a.equals(b);
    }
}
