package io.printmaster.simulator.run;

import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote into the jar.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {"PrintMaster " + (version == null ? "(not built as a jar)" : version)};
    }
}
