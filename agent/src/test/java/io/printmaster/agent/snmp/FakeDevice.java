package io.printmaster.agent.snmp;

import io.printmaster.agent.snmp.SnmpOutcome.Reason;
import io.printmaster.agent.snmp.SnmpValue.Absent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// One device of the tests: replays `.snmprec` lines (`OID|tag|value`) and behaves as RFC 1157 and RFC
/// 3416 ask, or as badly as it is told to. Hand-written; nothing of it is in the product.
public final class FakeDevice implements SnmpClient {
    private final NavigableMap<Oid, SnmpValue> values = new TreeMap<>();
    private final List<SnmpRequest> seen = new ArrayList<>();
    private boolean deafToBulk;
    private boolean loops;
    private boolean confusedByBulk;
    private final Map<Oid, Oid> goesBack = new HashMap<>();
    private final List<Oid> endless = new ArrayList<>();
    private int maxBindings = Integer.MAX_VALUE;
    private int answersLeft = Integer.MAX_VALUE;
    private int largestReply;

    /// A device with these lines.
    public static FakeDevice of(String lines) {
        FakeDevice device = new FakeDevice();
        lines.lines().forEach(device::line);
        return device;
    }

    /// A device as recorded.
    public static FakeDevice recorded(Path file) throws IOException {
        return of(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /// More lines; later ones win.
    public FakeDevice with(String lines) {
        lines.lines().forEach(this::line);
        return this;
    }

    /// Without this object, and all below it.
    public FakeDevice without(String oid) {
        values.keySet().removeIf(o -> o.startsWith(Oid.parse(oid)));
        return this;
    }

    /// Does not answer GETBULK.
    public FakeDevice deafToBulk() {
        deafToBulk = true;
        return this;
    }

    /// Answers the last instance of the MIB for ever.
    public FakeDevice looping() {
        loops = true;
        return this;
    }

    /// Answers GETBULK with an error.
    public FakeDevice confusedByBulk() {
        confusedByBulk = true;
        return this;
    }

    /// After `from` it gives `to` again, which lies before it.
    public FakeDevice goingBack(String from, String to) {
        goesBack.put(Oid.parse(from), Oid.parse(to));
        return this;
    }

    /// Has one more row in this column, whatever is asked, each with the value of the last one.
    public FakeDevice endless(String column) {
        endless.add(Oid.parse(column));
        return this;
    }

    /// Says tooBig to more variables than this.
    public FakeDevice atMost(int bindings) {
        maxBindings = bindings;
        return this;
    }

    /// Goes silent after so many answers.
    public FakeDevice silentAfter(int answers) {
        answersLeft = answers;
        return this;
    }

    /// Everything asked so far.
    public List<SnmpRequest> seen() {
        return seen;
    }

    /// The octets of the largest answer, about.
    public int largestReply() {
        return largestReply;
    }

    private void line(String line) {
        String[] parts = line.strip().split("\\|", 3);
        if (parts.length == 3) {
            value(parts[1], parts[2]).ifPresent(v -> values.put(Oid.parse(parts[0]), v));
        }
    }

    private static Optional<SnmpValue> value(String tag, String text) {
        byte[] octets = tag.endsWith("x") ? HexFormat.of().parseHex(text) : text.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return Optional.of(
                    switch (tag.replace("x", "")) {
                        case "2" -> new SnmpValue.Int(Integer.parseInt(text));
                        case "4" -> new SnmpValue.Octets(octets);
                        case "6" -> new SnmpValue.ObjectId(Oid.parse(text));
                        case "64" -> new SnmpValue.IpAddr(tag.endsWith("x") ? dotted(octets) : text);
                        case "65", "66", "70" -> new SnmpValue.Unsigned(Long.parseLong(text));
                        case "67" -> new SnmpValue.Ticks(Long.parseLong(text));
                        default -> throw new IllegalArgumentException("unknown tag " + tag);
                    });
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String dotted(byte[] octets) {
        return octets[0] + 0 + "." + (octets[1] & 255) + "." + (octets[2] & 255) + "." + (octets[3] & 255);
    }

    @Override
    public CompletableFuture<SnmpOutcome> send(SnmpTarget target, SnmpRequest request) {
        seen.add(request);
        boolean v1 =
                target.credential() instanceof SnmpCredential.Community c && c.version() == SnmpCredential.Version.V1;
        SnmpOutcome outcome;
        if (answersLeft <= 0 || (deafToBulk && request instanceof SnmpRequest.GetBulk)) {
            outcome = new SnmpOutcome.Timeout();
        } else {
            answersLeft--;
            outcome = answer(request, v1);
        }
        return CompletableFuture.completedFuture(outcome);
    }

    private SnmpOutcome answer(SnmpRequest request, boolean v1) {
        if (confusedByBulk && request instanceof SnmpRequest.GetBulk) {
            return new SnmpOutcome.Refused(Reason.DEVICE_ERROR, 0, "genErr");
        }
        List<VarBind> bindings = new ArrayList<>();
        switch (request) {
            case SnmpRequest.Get get -> get.oids().forEach(oid -> bindings.add(exact(oid)));
            case SnmpRequest.GetNext next -> next.oids().forEach(oid -> bindings.add(after(oid)));
            case SnmpRequest.GetBulk bulk -> {
                List<Oid> at = bulk.oids();
                for (int i = 0; i < bulk.maxRepetitions(); i++) {
                    List<VarBind> row = at.stream().map(this::after).toList();
                    bindings.addAll(row);
                    at = row.stream().map(VarBind::oid).toList();
                }
            }
        }
        if (bindings.size() > maxBindings) {
            return new SnmpOutcome.Refused(Reason.TOO_BIG, 0, "tooBig");
        }
        for (int i = 0; v1 && i < bindings.size(); i++) {
            if (bindings.get(i).value().isAbsent()) {
                return new SnmpOutcome.Refused(Reason.NO_SUCH_NAME, i + 1, "noSuchName");
            }
        }
        largestReply = Math.max(
                largestReply,
                bindings.stream().mapToInt(VarBind::approximateBytes).sum());
        return new SnmpOutcome.Answer(bindings);
    }

    private VarBind exact(Oid oid) {
        return new VarBind(oid, values.getOrDefault(oid, Absent.NO_SUCH_INSTANCE));
    }

    private VarBind after(Oid oid) {
        Oid back = goesBack.get(oid);
        if (back != null) {
            return new VarBind(back, values.getOrDefault(back, Absent.NO_SUCH_INSTANCE));
        }
        for (Oid column : endless) {
            boolean inside = oid.startsWith(column) && oid.size() > column.size();
            if (inside && oid.compareTo(values.lowerKey(column.successor())) >= 0) {
                SnmpValue last = values.get(values.lowerKey(column.successor()));
                return new VarBind(oid.successor(), last);
            }
        }
        Map.Entry<Oid, SnmpValue> next = loops ? values.ceilingEntry(oid) : values.higherEntry(oid);
        return next == null ? new VarBind(oid, Absent.END_OF_MIB) : new VarBind(next.getKey(), next.getValue());
    }
}
