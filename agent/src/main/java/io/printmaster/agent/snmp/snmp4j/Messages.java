package io.printmaster.agent.snmp.snmp4j;

import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpCredential.Community;
import io.printmaster.agent.snmp.SnmpCredential.User;
import io.printmaster.agent.snmp.SnmpCredential.Version;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.agent.snmp.SnmpOutcome.Reason;
import io.printmaster.agent.snmp.SnmpRequest;
import io.printmaster.agent.snmp.SnmpTarget;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.agent.snmp.VarBind;
import java.util.ArrayList;
import java.util.List;
import org.snmp4j.AbstractTarget;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.UnsignedInteger32;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/// Between our words and the library's. Pure.
final class Messages {
    /// An answer that fits one Ethernet frame; SNMPv3 devices are told so.
    private static final int MAX_MESSAGE_BYTES = 1472;

    private static final OID USM_STATS = new OID("1.3.6.1.6.3.15.1.1");

    private Messages() {}

    static Target<UdpAddress> target(SnmpTarget target) {
        UdpAddress address = new UdpAddress(target.address(), target.port());
        AbstractTarget<UdpAddress> made = switch (target.credential()) {
            case Community c -> {
                CommunityTarget<UdpAddress> community = new CommunityTarget<>(
                        address, UsmUsers.octets(c.community().reveal()));
                community.setVersion(c.version() == Version.V1 ? SnmpConstants.version1 : SnmpConstants.version2c);
                yield community;
            }
            case User u -> {
                UserTarget<UdpAddress> user = new UserTarget<>();
                user.setAddress(address);
                user.setVersion(SnmpConstants.version3);
                user.setSecurityName(UsmUsers.octets(u.userName()));
                user.setSecurityLevel(level(u));
                yield user;
            }
        };
        made.setTimeout(target.timeout().toMillis());
        made.setRetries(target.retries());
        made.setMaxSizeRequestPDU(MAX_MESSAGE_BYTES);
        return made;
    }

    private static int level(User user) {
        if (user.auth() == SnmpCredential.Auth.NONE) {
            return SecurityLevel.NOAUTH_NOPRIV;
        }
        return user.priv() == SnmpCredential.Priv.NONE ? SecurityLevel.AUTH_NOPRIV : SecurityLevel.AUTH_PRIV;
    }

    static PDU pdu(SnmpCredential credential, SnmpRequest request) {
        PDU pdu = switch (credential) {
            case Community c -> c.version() == Version.V1 ? new PDUv1() : new PDU();
            case User u -> {
                ScopedPDU scoped = new ScopedPDU();
                scoped.setContextName(UsmUsers.octets(u.contextName()));
                yield scoped;
            }
        };
        switch (request) {
            case SnmpRequest.Get get -> pdu.setType(PDU.GET);
            case SnmpRequest.GetNext next -> pdu.setType(PDU.GETNEXT);
            case SnmpRequest.GetBulk bulk -> {
                pdu.setType(PDU.GETBULK);
                pdu.setNonRepeaters(0);
                pdu.setMaxRepetitions(bulk.maxRepetitions());
            }
        }
        request.oids().forEach(oid -> pdu.add(new VariableBinding(new OID(oid.toArray()))));
        return pdu;
    }

    static SnmpOutcome outcome(PDU response) {
        if (response.getType() == PDU.REPORT) {
            return report(response);
        }
        return switch (response.getErrorStatus()) {
            case PDU.noError -> new SnmpOutcome.Answer(bindings(response));
            case PDU.tooBig -> refused(Reason.TOO_BIG, response);
            case PDU.noSuchName -> refused(Reason.NO_SUCH_NAME, response);
            case PDU.authorizationError ->
                new SnmpOutcome.Refused(Reason.WRONG_CREDENTIALS, 0, "the device does not let these credentials read");
            default -> refused(Reason.DEVICE_ERROR, response);
        };
    }

    private static SnmpOutcome refused(Reason reason, PDU response) {
        return new SnmpOutcome.Refused(
                reason, Math.max(0, response.getErrorIndex()), "the device answers " + response.getErrorStatusText());
    }

    /// RFC 3414, usmStats: what an SNMPv3 device says instead of an answer.
    private static SnmpOutcome report(PDU response) {
        OID first = response.size() == 0 ? new OID() : response.get(0).getOid();
        int which = first.startsWith(USM_STATS) && first.size() > USM_STATS.size() ? first.get(USM_STATS.size()) : 0;
        return switch (which) {
            case 1 -> new SnmpOutcome.Refused(Reason.UNSUPPORTED, 0, "the device does not offer this security level");
            case 2 -> new SnmpOutcome.Refused(Reason.UNSUPPORTED, 0, "the device's SNMPv3 clock does not keep time");
            case 3 -> new SnmpOutcome.Refused(Reason.WRONG_CREDENTIALS, 0, "the device does not know this SNMPv3 user");
            case 5 -> new SnmpOutcome.Refused(Reason.WRONG_CREDENTIALS, 0, "wrong SNMPv3 auth password or protocol");
            case 6 -> new SnmpOutcome.Refused(Reason.WRONG_CREDENTIALS, 0, "wrong SNMPv3 privacy password or protocol");
            default -> new SnmpOutcome.Refused(Reason.UNSUPPORTED, 0, "the device reports " + first);
        };
    }

    private static List<VarBind> bindings(PDU response) {
        List<VarBind> bindings = new ArrayList<>(response.size());
        for (VariableBinding binding : response.getVariableBindings()) {
            bindings.add(new VarBind(oid(binding.getOid()), value(binding.getVariable())));
        }
        return bindings;
    }

    private static Oid oid(OID oid) {
        return Oid.of(oid.getValue());
    }

    private static SnmpValue value(Variable variable) {
        return switch (variable) {
            case Integer32 number -> new SnmpValue.Int(number.getValue());
            case TimeTicks ticks -> new SnmpValue.Ticks(ticks.getValue());
            case UnsignedInteger32 number -> new SnmpValue.Unsigned(number.getValue());
            case Counter64 number -> new SnmpValue.Unsigned(number.getValue() < 0 ? Long.MAX_VALUE : number.getValue());
            case IpAddress address -> new SnmpValue.IpAddr(address.toString());
            case OctetString octets -> new SnmpValue.Octets(octets.getValue());
            case OID oid when oid.size() <= Oid.MAX_ARCS -> new SnmpValue.ObjectId(oid(oid));
            case Null none -> absent(none.getSyntax());
            default -> SnmpValue.Absent.NULL;
        };
    }

    private static SnmpValue absent(int syntax) {
        return switch (syntax) {
            case SnmpConstantsSyntax.NO_SUCH_OBJECT -> SnmpValue.Absent.NO_SUCH_OBJECT;
            case SnmpConstantsSyntax.NO_SUCH_INSTANCE -> SnmpValue.Absent.NO_SUCH_INSTANCE;
            case SnmpConstantsSyntax.END_OF_MIB -> SnmpValue.Absent.END_OF_MIB;
            default -> SnmpValue.Absent.NULL;
        };
    }

    /// Context-specific tags of RFC 3416 exceptions.
    private static final class SnmpConstantsSyntax {
        private static final int NO_SUCH_OBJECT = 0x80;
        private static final int NO_SUCH_INSTANCE = 0x81;
        private static final int END_OF_MIB = 0x82;
    }
}
