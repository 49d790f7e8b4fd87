package io.printmaster.agent.run;

import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.Reach;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A door to what is plugged into this machine, for a search that names its targets: it opens when this
/// machine is one of them.
final class OnThisMachine implements Finder {
    private final Finder door;

    OnThisMachine(Finder door) {
        this.door = door;
    }

    @Override
    public FindSummary find(TargetList targets, Consumer<Sighting> found) throws InterruptedException {
        return isOneOf(targets) ? door.find(targets, found) : new FindSummary(0, 0, 0, List.of(), 0, Duration.ZERO);
    }

    private static boolean isOneOf(TargetList targets) {
        Predicate<InetAddress> target = Reach.TARGETS.within(targets);
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .anyMatch(target);
        } catch (SocketException e) {
            return target.test(InetAddress.getLoopbackAddress());
        }
    }
}
