package io.printmaster.simulator.demo;

import java.nio.file.Path;
import java.util.Optional;

/// What a demonstration shall be.
///
/// @param launcher the `printmaster` command that starts the programs
/// @param printers simulated printers, 1 to 5,000
/// @param port TCP port of the server's page; 0 takes a free one
/// @param folder an empty folder for all data, which is kept; without it a temporary one is made and deleted
/// @param keep whether a temporary folder is kept too
public record DemoPlan(Path launcher, int printers, int port, Optional<Path> folder, boolean keep) {

    /// @throws IllegalArgumentException with what is out of bounds
    public DemoPlan {
        if (printers < 1 || printers > 5_000) {
            throw new IllegalArgumentException("a demonstration has 1 to 5000 printers, not " + printers);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }
}
