package io.printmaster.simulator.demo;

import java.net.URI;
import java.nio.file.Path;

/// What somebody needs to look at a demonstration that runs.
///
/// @param page the address of the server's page
/// @param agentPage the address of the agent's page, for this machine only
/// @param user who may log in
/// @param password valid once
/// @param printers how many there are
/// @param folder where databases and logs lie
/// @param kept whether the folder outlives the demonstration
public record DemoRunning(
        URI page, URI agentPage, String user, String password, int printers, Path folder, boolean kept) {

    /// Without the password.
    @Override
    public String toString() {
        return "DemoRunning[page=" + page + ", printers=" + printers + "]";
    }
}
