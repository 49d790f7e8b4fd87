package io.printmaster.agent.read;

import io.printmaster.agent.fuzz.FuzzInput;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpClient;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.agent.snmp.SnmpOutcome.Reason;
import io.printmaster.agent.snmp.SnmpRequest;
import io.printmaster.agent.snmp.SnmpTarget;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.agent.snmp.VarBind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A device that decides by the fuzzer's octets what to answer: values of any kind under any name that it is asked for,
/// tables with gaps, loops and no end, refusals, cut answers, silence. When the octets are used up it has nothing more,
/// so every table ends. Its time goes on with the requests, as if each took a tenth of a second.
final class FuzzDevice implements SnmpClient {
    private static final Duration A_REQUEST = Duration.ofMillis(100);
    private static final List<Oid> TYPES = List.of(
            Mib.TYPE_PRINTER,
            Oid.parse("1.3.6.1.2.1.25.3.1.1"),
            Oid.parse("1.3.6.1.4.1.311.1.1.3"),
            Oid.parse("1.3.6.1.4.1.8072.3.2.10"));
    private static final List<byte[]> TEXTS = List.of(
            octets("<script>alert(1)</script>"),
            octets("=cmd|' /C calc'!A0"),
            octets("'; DROP TABLE devices; --"),
            octets("\u001b[2J\u001b]0;owned\u0007"),
            octets("line\r\nlevel=error\ttab\u0000nul"),
            octets("\u202Etxt.exe"),
            octets("MFG:Hewlett-Packard;MDL:HP LaserJet;CLS:PRINTER;SN:VNC1234567;"),
            octets("Black Toner, PN 006R01509;SN48170000000000"),
            octets("HP ETHERNET MULTI-ENVIRONMENT,SN:VNC1234567,FN:1"),
            octets("KONICA MINOLTA bizhub C250i"),
            octets("\uD83D\uDDA8".repeat(40)));

    private final FuzzInput input;
    private final Set<Oid> given = new HashSet<>();
    private int requests;

    private FuzzDevice(FuzzInput input) {
        this.input = input;
    }

    static FuzzDevice of(FuzzInput input) {
        return new FuzzDevice(input);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    int requests() {
        return requests;
    }

    InstantSource clock() {
        Instant start = ReadFixture.NOW;
        return () -> start.plus(A_REQUEST.multipliedBy(requests));
    }

    @Override
    public CompletableFuture<SnmpOutcome> send(SnmpTarget target, SnmpRequest request) {
        requests++;
        int decision = input.octet();
        SnmpOutcome outcome = switch (decision) {
            case 255 -> new SnmpOutcome.Timeout();
            case 254 -> refused(Reason.NO_SUCH_NAME);
            case 253 -> refused(Reason.TOO_BIG);
            case 252 -> refused(Reason.DEVICE_ERROR);
            case 251 -> refused(Reason.WRONG_CREDENTIALS);
            case 250 -> new SnmpOutcome.Answer(List.of());
            default -> new SnmpOutcome.Answer(cut(answer(request), decision));
        };
        return CompletableFuture.completedFuture(outcome);
    }

    private SnmpOutcome refused(Reason reason) {
        return new SnmpOutcome.Refused(reason, input.octet(), "the device answers " + reason);
    }

    private static List<VarBind> cut(List<VarBind> bindings, int decision) {
        return decision < 240 ? bindings : bindings.subList(0, Math.min(bindings.size(), decision - 239));
    }

    private List<VarBind> answer(SnmpRequest request) {
        return switch (request) {
            case SnmpRequest.Get get ->
                get.oids().stream().map(oid -> new VarBind(oid, value())).toList();
            case SnmpRequest.GetNext next ->
                next.oids().stream().map(this::after).toList();
            case SnmpRequest.GetBulk bulk -> {
                List<VarBind> bindings = new ArrayList<>();
                List<Oid> at = bulk.oids();
                for (int i = 0; i < bulk.maxRepetitions(); i++) {
                    List<VarBind> row = at.stream().map(this::after).toList();
                    bindings.addAll(row);
                    at = row.stream().map(VarBind::oid).toList();
                }
                yield bindings;
            }
        };
    }

    private VarBind after(Oid oid) {
        return switch (input.choice(16)) {
            case 0 -> new VarBind(oid, SnmpValue.Absent.END_OF_MIB);
            case 1 -> new VarBind(oid, value());
            case 2 -> new VarBind(oid.predecessor(), value());
            case 3 -> new VarBind(arcs(oid, input.octet() % 12), value());
            case 4 -> new VarBind(successor(oid), value());
            case 5 -> new VarBind(arcs(oid, 1), value());
            default -> new VarBind(next(oid), value());
        };
    }

    /// The next row where the device has given one before, else the first.
    private Oid next(Oid oid) {
        Oid next = given.contains(oid) ? successor(oid) : child(oid, 1, 1);
        given.add(next);
        return next;
    }

    private static Oid successor(Oid oid) {
        int[] arcs = oid.toArray();
        if (arcs.length == 0) {
            return Oid.of(1);
        }
        arcs[arcs.length - 1]++;
        return Oid.of(arcs);
    }

    private Oid arcs(Oid oid, int more) {
        int[] arcs = new int[more];
        for (int i = 0; i < more; i++) {
            arcs[i] = input.choice(2) == 0 ? input.octet() : input.number();
        }
        return child(oid, arcs);
    }

    private static Oid child(Oid oid, int... more) {
        return oid.size() + more.length > Oid.MAX_ARCS ? oid : oid.child(more);
    }

    private SnmpValue value() {
        return switch (input.choice(20)) {
            case 0 -> SnmpValue.Absent.NO_SUCH_INSTANCE;
            case 1 -> SnmpValue.Absent.NULL;
            case 2, 3, 4 -> new SnmpValue.Int(input.octet());
            case 5 -> new SnmpValue.Int(-input.choice(5));
            case 6 -> new SnmpValue.Int(input.number());
            case 7 -> new SnmpValue.Unsigned(Integer.toUnsignedLong(input.number()));
            case 8 -> new SnmpValue.Unsigned(Long.MAX_VALUE - input.octet());
            case 9 -> new SnmpValue.Ticks(Integer.toUnsignedLong(input.number()));
            case 10, 11, 12, 13 -> new SnmpValue.Octets(input.run());
            case 14, 15 -> new SnmpValue.Octets(TEXTS.get(input.choice(TEXTS.size())));
            case 16 -> new SnmpValue.ObjectId(TYPES.get(input.choice(TYPES.size())));
            case 17 -> new SnmpValue.ObjectId(Oid.parse("1.3.6.1.4.1").child(input.octet() << 8 | input.octet(), 1));
            case 18 -> new SnmpValue.ObjectId(arcs(Oid.of(), input.octet() % 20));
            default -> new SnmpValue.IpAddr(input.octet() + "." + input.octet() + ".0.1");
        };
    }
}
