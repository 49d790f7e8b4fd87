package io.printmaster.agent.run;

import io.printmaster.agent.config.SnmpSettings;
import io.printmaster.agent.config.SnmpSettings.AuthProtocol;
import io.printmaster.agent.config.SnmpSettings.ForRange;
import io.printmaster.agent.config.SnmpSettings.PrivProtocol;
import io.printmaster.agent.config.SnmpSettings.V3User;
import io.printmaster.agent.config.SnmpVersion;
import io.printmaster.agent.discover.CredentialBook;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.discover.TargetSpec;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.program.ExitCode;
import io.printmaster.program.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// From the settings' communities and users to the credentials that are tried, in the order of the versions, in
/// `[snmp]` and in each of its ranges.
final class Credentials {

    private static final Pattern BETWEEN = Pattern.compile("[,\\s]+");

    private Credentials() {}

    /// What is tried where.
    ///
    /// @throws CommandFault when the range of a section cannot be understood
    static CredentialBook of(SnmpSettings settings) {
        List<CredentialBook.Range> ranges = new ArrayList<>();
        for (ForRange range : settings.ranges()) {
            ranges.add(new CredentialBook.Range(
                    where(range.range()),
                    credentials(range.range() + " ", range.versions(), range.communities(), range.v3())));
        }
        return new CredentialBook(credentials("", settings.versions(), settings.communities(), settings.v3()), ranges);
    }

    private static List<TargetSpec> where(String range) {
        String section = "[snmp." + range + "]: ";
        List<String> texts = BETWEEN.splitAsStream(range).toList();
        try {
            List<TargetSpec> where = TargetList.parse(texts, Long.MAX_VALUE).specs();
            if (where.stream().anyMatch(TargetSpec.Host.class::isInstance)) {
                throw new CommandFault(
                        ExitCode.USAGE, section + "write an address, a range such as 10.1.0.1-20, or a network");
            }
            return where;
        } catch (IllegalArgumentException e) {
            throw new CommandFault(ExitCode.USAGE, section + e.getMessage(), e);
        }
    }

    /// @param where begins the names, for credentials have one name each
    private static List<SnmpCredential> credentials(
            String where, List<SnmpVersion> versions, List<Secret> communities, Optional<V3User> v3) {
        List<SnmpCredential> credentials = new ArrayList<>();
        for (SnmpVersion version : versions) {
            switch (version) {
                case V1 -> credentials.addAll(communities(where + "v1", communities, SnmpCredential.Version.V1));
                case V2C -> credentials.addAll(communities(where + "v2c", communities, SnmpCredential.Version.V2C));
                case V3 -> v3.ifPresent(user -> credentials.add(user(where + "v3-user-1", user)));
            }
        }
        return List.copyOf(credentials);
    }

    private static List<SnmpCredential> communities(
            String name, List<Secret> communities, SnmpCredential.Version version) {
        List<SnmpCredential> credentials = new ArrayList<>();
        for (Secret community : communities) {
            String numbered = name + "-community-" + (credentials.size() + 1);
            credentials.add(new SnmpCredential.Community(numbered, version, community));
        }
        return credentials;
    }

    private static SnmpCredential user(String name, V3User user) {
        return new SnmpCredential.User(
                name,
                user.name(),
                auth(user.auth()),
                user.authPassword(),
                priv(user.priv()),
                user.privPassword(),
                user.context());
    }

    private static SnmpCredential.Auth auth(AuthProtocol protocol) {
        return switch (protocol) {
            case NONE -> SnmpCredential.Auth.NONE;
            case MD5 -> SnmpCredential.Auth.MD5;
            case SHA1 -> SnmpCredential.Auth.SHA;
            case SHA224 -> SnmpCredential.Auth.SHA224;
            case SHA256 -> SnmpCredential.Auth.SHA256;
            case SHA384 -> SnmpCredential.Auth.SHA384;
            case SHA512 -> SnmpCredential.Auth.SHA512;
        };
    }

    private static SnmpCredential.Priv priv(PrivProtocol protocol) {
        return switch (protocol) {
            case NONE -> SnmpCredential.Priv.NONE;
            case DES -> SnmpCredential.Priv.DES;
            case AES128 -> SnmpCredential.Priv.AES128;
            case AES192 -> SnmpCredential.Priv.AES192;
            case AES256 -> SnmpCredential.Priv.AES256;
        };
    }
}
