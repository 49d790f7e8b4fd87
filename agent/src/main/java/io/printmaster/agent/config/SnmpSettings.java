package io.printmaster.agent.config;

import io.printmaster.program.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How printers are asked by SNMP (section `[snmp]`). Immutable.
///
/// @param communities `community`, one or several in the order of trying; not empty
/// @param versions    `version`, one or several in the order of trying; not empty; holds [SnmpVersion#V3] only
///                    together with a user
/// @param port        `port`, UDP
/// @param timeout     `timeout` for one request, 0.1 s to 60 s
/// @param retries     `retries` after the first try of a request to a printer that is known to be there, 0 to 10
/// @param v3          the user of version 3, present when `v3_user` is
/// @param ranges      what holds instead at some addresses, from the sections `[snmp.RANGE]`
public record SnmpSettings(
        List<Secret> communities,
        List<SnmpVersion> versions,
        int port,
        Duration timeout,
        int retries,
        Optional<V3User> v3,
        List<ForRange> ranges) {

    /// The same everywhere.
    public SnmpSettings(
            List<Secret> communities,
            List<SnmpVersion> versions,
            int port,
            Duration timeout,
            int retries,
            Optional<V3User> v3) {
        this(communities, versions, port, timeout, retries, v3, List.of());
    }

    /// Copies.
    public SnmpSettings {
        communities = List.copyOf(communities);
        versions = List.copyOf(versions);
        ranges = List.copyOf(ranges);
    }

    /// How printers at some addresses are let in by, complete: nothing else is tried there.
    ///
    /// @param range as written in the section's name, not yet parsed: addresses, ranges or CIDR blocks
    public record ForRange(String range, List<Secret> communities, List<SnmpVersion> versions, Optional<V3User> v3) {
        /// Copies.
        public ForRange {
            communities = List.copyOf(communities);
            versions = List.copyOf(versions);
        }
    }

    /// A user of the User-based Security Model (RFC 3414).
    ///
    /// @param name         `v3_user`
    /// @param auth         `v3_auth`
    /// @param authPassword `v3_auth_password`, at least 8 characters; empty when `auth` is none
    /// @param priv         `v3_priv`; never without authentication
    /// @param privPassword `v3_priv_password`, at least 8 characters; empty when `priv` is none
    /// @param context      `v3_context`; empty for the default context
    public record V3User(
            String name,
            AuthProtocol auth,
            Secret authPassword,
            PrivProtocol priv,
            Secret privPassword,
            String context) {}

    /// Authentication of version 3 (RFC 3414, RFC 7860).
    public enum AuthProtocol {
        NONE,
        MD5,
        SHA1,
        SHA224,
        SHA256,
        SHA384,
        SHA512
    }

    /// Privacy of version 3 (RFC 3414, RFC 3826, and the Blumenthal AES 192/256 drafts).
    public enum PrivProtocol {
        NONE,
        DES,
        AES128,
        AES192,
        AES256
    }
}
