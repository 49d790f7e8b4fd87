package io.printmaster.e2e;

import io.printmaster.simulator.SimulatedPrinter;
import io.printmaster.simulator.SimulatedSite;
import io.printmaster.simulator.SitePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;

/// Simulated printers of all profiles on addresses of the loopback network, with real sockets, within the test's own
/// process: so the test knows what they say.
final class PrinterFleet {
    private final SimulatedSite site;
    private final String range;

    private PrinterFleet(SimulatedSite site, String range) {
        this.site = site;
        this.range = range;
    }

    /// Side by side from 127.20.0.1 on.
    static PrinterFleet start(Programs programs, int count) {
        return start(programs, SitePlan.of(count, Clock.systemUTC()).network("127.20.0.0/24"), "127.20.0.1-" + count);
    }

    /// @param range what an agent is told to look at
    static PrinterFleet start(Programs programs, SitePlan plan, String range) {
        try {
            return new PrinterFleet(programs.closing(SimulatedSite.start(plan)), range);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<SimulatedPrinter> printers() {
        return site.printers();
    }

    String range() {
        return range;
    }

    int port() {
        return site.port();
    }
}
