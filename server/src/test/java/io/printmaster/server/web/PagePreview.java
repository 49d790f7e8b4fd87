package io.printmaster.server.web;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.server.fleet.FleetSeed;
import io.printmaster.server.store.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/// Serves the pages with a made-up fleet, for looking at them while working on them. Arguments: data folder, port,
/// number of devices. Prints the address, the user and the one-time password.
final class PagePreview {

    private PagePreview() {}

    public static void main(String[] args) throws Exception {
        Clock clock = Clock.systemUTC();
        try (PageServer server = new PageServer(Path.of(args[0]), clock, Integer.parseInt(args[1]))) {
            FleetSeed seed = new FleetSeed(server.store(), clock.instant(), new SplittableRandom(5));
            List<AgentId> agents = seed.agents(TenantId.DEFAULT, "site", 9);
            seed.devices(TenantId.DEFAULT, agents, Integer.parseInt(args[2]));
            System.out.println(server.at("/") + " admin "
                    + server.invite("admin", Role.OWNER, Optional.empty()).password());
            new CountDownLatch(1).await();
        }
    }
}
