package io.printmaster.agent.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The version of this build, as the build wrote it into the jar.
final class Version {
    private Version() {}

    static String text() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("build.properties in the jar cannot be read", e);
        }
        return build.getProperty("version", "unknown");
    }
}
