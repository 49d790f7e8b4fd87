package io.printmaster.agent.run;

import io.printmaster.agent.config.SnmpSettings;
import io.printmaster.agent.config.SnmpSettings.V3User;
import io.printmaster.agent.config.SnmpVersion;
import io.printmaster.program.ExitCode;
import io.printmaster.program.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How printers are asked by SNMP, on the command line.
final class SnmpOptions {
    /// What `scan` asks with when nothing is given.
    static final SnmpSettings USUAL = new SnmpSettings(
            List.of(new Secret("public")),
            List.of(SnmpVersion.V2C, SnmpVersion.V1),
            161,
            Duration.ofSeconds(1),
            2,
            Optional.empty());

    @Option(
            names = "--community",
            paramLabel = "WORD",
            description = "SNMP community; may be given several times. Default: public.")
    private List<String> communities = List.of();

    @Option(
            names = "--snmp-version",
            split = ",",
            paramLabel = "VERSION",
            description = "1, 2c or 3, in the order of trying. Default: 2c,1, and 3 before them with --v3-user.")
    private List<String> versions = List.of();

    @Mixin
    private V3Options v3 = new V3Options();

    @Option(names = "--snmp-port", paramLabel = "PORT", description = "Default: 161.")
    private @Nullable Integer port;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For one answer, 0.1 to 30. Default: 1.")
    private @Nullable Double timeoutSeconds;

    /// The settings with what was given in place of theirs.
    ///
    /// @throws CommandFault for options that are out of range or do not fit together
    SnmpSettings over(SnmpSettings settings) {
        require(communities.stream().noneMatch(String::isEmpty), "--community must not be empty");
        Optional<V3User> user = v3.user();
        Optional<V3User> whole = user.or(settings::v3);
        List<Secret> words = communities.isEmpty()
                ? settings.communities()
                : communities.stream().distinct().map(Secret::new).toList();
        return new SnmpSettings(
                words,
                versions(settings, user.isPresent(), whole.isPresent()),
                port(settings),
                timeout(settings),
                settings.retries(),
                whole,
                isGiven(user) ? List.of() : settings.ranges());
    }

    /// What is given here holds at every address, whatever the configuration has for some.
    private boolean isGiven(Optional<V3User> user) {
        return !communities.isEmpty() || !versions.isEmpty() || user.isPresent();
    }

    private int port(SnmpSettings settings) {
        int chosen = port == null ? settings.port() : port;
        require(chosen >= 1 && chosen <= 65_535, "--snmp-port is 1 to 65535");
        return chosen;
    }

    private Duration timeout(SnmpSettings settings) {
        if (timeoutSeconds == null) {
            return settings.timeout();
        }
        require(timeoutSeconds >= 0.1 && timeoutSeconds <= 30, "--timeout is 0.1 to 30 seconds");
        return Duration.ofMillis(Math.round(timeoutSeconds * 1000));
    }

    private List<SnmpVersion> versions(SnmpSettings settings, boolean userGiven, boolean user) {
        List<SnmpVersion> chosen =
                versions.stream().map(SnmpOptions::version).distinct().toList();
        require(user || !chosen.contains(SnmpVersion.V3), "--snmp-version 3 needs --v3-user");
        require(
                !userGiven || chosen.isEmpty() || chosen.contains(SnmpVersion.V3),
                "--v3-user means nothing without 3 among the --snmp-version");
        if (!chosen.isEmpty()) {
            return chosen;
        }
        return userGiven ? List.of(SnmpVersion.V3, SnmpVersion.V2C, SnmpVersion.V1) : settings.versions();
    }

    private static SnmpVersion version(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "1", "v1" -> SnmpVersion.V1;
            case "2", "2c", "v2c" -> SnmpVersion.V2C;
            case "3", "v3" -> SnmpVersion.V3;
            default -> throw new CommandFault(ExitCode.USAGE, "--snmp-version is 1, 2c or 3, not \"" + word + "\"");
        };
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new CommandFault(ExitCode.USAGE, otherwise);
        }
    }
}
