package io.printmaster.agent.run;

import io.printmaster.agent.config.SnmpSettings;
import io.printmaster.agent.config.SnmpSettings.AuthProtocol;
import io.printmaster.agent.config.SnmpSettings.PrivProtocol;
import io.printmaster.agent.config.SnmpVersion;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.program.Secret;
import java.util.ArrayList;
import java.util.List;

/// From the settings' communities and user to the credentials that are tried, in the order of the versions.
final class Credentials {

    private Credentials() {}

    static List<SnmpCredential> of(SnmpSettings settings) {
        List<SnmpCredential> credentials = new ArrayList<>();
        for (SnmpVersion version : settings.versions()) {
            switch (version) {
                case V1 -> communities(settings, SnmpCredential.Version.V1, credentials);
                case V2C -> communities(settings, SnmpCredential.Version.V2C, credentials);
                case V3 -> settings.v3().ifPresent(user -> credentials.add(user(user)));
            }
        }
        return List.copyOf(credentials);
    }

    private static void communities(
            SnmpSettings settings, SnmpCredential.Version version, List<SnmpCredential> credentials) {
        int number = 1;
        for (Secret community : settings.communities()) {
            String name = (version == SnmpCredential.Version.V1 ? "v1-community-" : "v2c-community-") + number++;
            credentials.add(new SnmpCredential.Community(name, version, community));
        }
    }

    private static SnmpCredential user(SnmpSettings.V3User user) {
        return new SnmpCredential.User(
                "v3-user-1",
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
