package io.printmaster.agent.snmp.snmp4j;

import io.printmaster.agent.snmp.SnmpCredential.User;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snmp4j.security.AuthHMAC128SHA224;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC256SHA384;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthMD5;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES192;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.PrivDES;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/// Tells the library of each SNMPv3 user when it is first needed. Thread-safe.
final class UsmUsers {
    private final USM usm;
    private final Map<String, User> known = new HashMap<>();

    UsmUsers(USM usm) {
        this.usm = usm;
    }

    synchronized void know(User user) {
        User before = known.put(user.userName(), user);
        if (user.equals(before)) {
            return;
        }
        OctetString name = octets(user.userName());
        if (before != null) {
            usm.removeAllUsers(name);
        }
        usm.addUser(new UsmUser(
                name,
                auth(user),
                auth(user) == null ? null : octets(user.authPassword().reveal()),
                priv(user),
                priv(user) == null ? null : octets(user.privPassword().reveal())));
    }

    void forget(OctetString engine) {
        usm.removeEngineTime(engine);
    }

    static OctetString octets(String text) {
        return new OctetString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable OID auth(User user) {
        return switch (user.auth()) {
            case NONE -> null;
            case MD5 -> AuthMD5.ID;
            case SHA -> AuthSHA.ID;
            case SHA224 -> AuthHMAC128SHA224.ID;
            case SHA256 -> AuthHMAC192SHA256.ID;
            case SHA384 -> AuthHMAC256SHA384.ID;
            case SHA512 -> AuthHMAC384SHA512.ID;
        };
    }

    private static @Nullable OID priv(User user) {
        return switch (user.priv()) {
            case NONE -> null;
            case DES -> PrivDES.ID;
            case AES128 -> PrivAES128.ID;
            case AES192 -> PrivAES192.ID;
            case AES256 -> PrivAES256.ID;
        };
    }
}
