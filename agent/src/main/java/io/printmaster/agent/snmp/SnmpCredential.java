package io.printmaster.agent.snmp;

import io.printmaster.program.Secret;

/// What a device wants to hear before it answers. The name is for logs and settings; the secrets never
/// print.
public sealed interface SnmpCredential {

    /// How people and log lines call it; no secret, unique among the configured ones.
    String name();

    /// SNMPv1 or v2c with a community (RFC 1157, RFC 3416).
    record Community(String name, Version version, Secret community) implements SnmpCredential {}

    /// SNMPv3 with the user-based security model (RFC 3414).
    ///
    /// @param authPassword 8 characters or more unless `auth` is NONE
    /// @param privPassword 8 characters or more unless `priv` is NONE
    /// @param contextName  usually empty; some devices insist on one
    record User(
            String name,
            String userName,
            Auth auth,
            Secret authPassword,
            Priv priv,
            Secret privPassword,
            String contextName)
            implements SnmpCredential {
        /// The shortest password that the standard takes.
        public static final int MIN_PASSWORD = 8;

        /// @throws IllegalArgumentException for an empty user name, privacy without authentication or a
        ///      short password
        public User {
            if (userName.isEmpty() || userName.length() > 32) {
                throw new IllegalArgumentException("an SNMPv3 user name has 1 to 32 characters");
            }
            if (auth == Auth.NONE && priv != Priv.NONE) {
                throw new IllegalArgumentException("SNMPv3 privacy needs authentication: choose an auth protocol too");
            }
            if (auth != Auth.NONE && authPassword.reveal().length() < MIN_PASSWORD) {
                throw new IllegalArgumentException("an SNMPv3 auth password has at least 8 characters");
            }
            if (priv != Priv.NONE && privPassword.reveal().length() < MIN_PASSWORD) {
                throw new IllegalArgumentException("an SNMPv3 privacy password has at least 8 characters");
            }
        }
    }

    /// The two versions that know communities.
    enum Version {
        V1,
        V2C
    }

    /// Authentication protocols: RFC 3414 and RFC 7860.
    enum Auth {
        NONE,
        MD5,
        SHA,
        SHA224,
        SHA256,
        SHA384,
        SHA512
    }

    /// Privacy protocols: RFC 3414, RFC 3826, and AES-192/256 as most devices do them.
    enum Priv {
        NONE,
        DES,
        AES128,
        AES192,
        AES256
    }

    /// Whether the device may be asked by GETBULK (v2c and v3).
    default boolean knowsBulk() {
        return switch (this) {
            case Community c -> c.version == Version.V2C;
            case User u -> true;
        };
    }
}
