package io.printmaster.simulator.demo;

import io.printmaster.simulator.SimulatedPrinter;
import io.printmaster.simulator.SimulatedSite;
import java.util.List;

/// The agent's configuration file for a simulated site.
final class AgentConfig {
    private AgentConfig() {}

    /// One range from the first printer to the last, and intervals short enough to watch.
    ///
    /// @param pagePort of the agent's own page
    static String of(SimulatedSite site, int pagePort) {
        List<SimulatedPrinter> printers = site.printers();
        return """
                # Written by printmaster demo.
                [server]
                server_upload_interval = 5
                server_heartbeat_interval = 10

                [discovery]
                ranges = %s-%s
                interval = 15
                methods = snmp

                [snmp]
                community = public
                port = %d

                [web]
                listen = 127.0.0.1:%d
                """.formatted(
                        printers.getFirst().address().getHostAddress(),
                        printers.getLast().address().getHostAddress(),
                        site.port(),
                        pagePort);
    }
}
