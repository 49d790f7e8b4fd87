package io.printmaster.agent.discover;

import io.printmaster.agent.snmp.EngineId;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpDatagram;
import io.printmaster.agent.snmp.SnmpDatagrams;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.agent.snmp.VarBind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BiPredicate;

/// A network with its own time, which passes only while somebody waits: a sweep of 65,536 addresses takes a
/// moment. Datagrams are words, `V2C public 17`.
final class FakeNetwork implements SweepLine, SnmpDatagrams {
    private static final Duration ROUND_TRIP = Duration.ofMillis(5);

    /// A datagram that was sent.
    record Sent(long nanos, String address, String kind, String secret) {}

    /// A device: what it answers to, and what it says.
    ///
    /// @param kinds the versions and communities that it knows, as `V1 public`
    record Device(Set<String> kinds, Optional<EngineId> engine, String family, Duration later) {}

    private record Reply(long due, InetAddress from, String text) {}

    final List<Sent> sent = new ArrayList<>();
    final Map<String, Integer> askedTimes = new HashMap<>();
    /// Datagrams that get lost, by address and how many were lost before.
    BiPredicate<String, Integer> loses = (address, times) -> false;
    /// So many sends find full buffers.
    int full;
    /// Addresses that this machine cannot reach.
    final Set<String> noRoute = new HashSet<>();
    /// Who answers a datagram to a broadcast address.
    final Map<String, List<String>> broadcasts = new HashMap<>();
    int refusedSends;
    boolean closed;

    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final PriorityQueue<Reply> replies = new PriorityQueue<>(Comparator.comparingLong(Reply::due));
    private long now = 123_456_789L;

    FakeNetwork printer(String address, String... kinds) {
        return device(address, new Device(Set.of(kinds), Optional.empty(), "1.3.6.1.4.1.11.2.3.9.1", ROUND_TRIP));
    }

    FakeNetwork device(String address, Device device) {
        devices.put(address, device);
        return this;
    }

    long nanos() {
        return now;
    }

    @Override
    public boolean send(byte[] datagram, InetSocketAddress to) throws IOException {
        String address = to.getAddress().getHostAddress();
        if (noRoute.contains(address)) {
            throw new IOException("Network is unreachable");
        }
        if (full > 0) {
            full--;
            refusedSends++;
            return false;
        }
        String[] words = new String(datagram, StandardCharsets.UTF_8).split(" ", -1);
        sent.add(new Sent(now, address, words[0], words[1]));
        for (String receiver : broadcasts.getOrDefault(address, List.of(address))) {
            receive(receiver, words);
        }
        return true;
    }

    private void receive(String address, String[] words) {
        int times = askedTimes.merge(address, 1, Integer::sum);
        Device device = devices.get(address);
        if (device == null || loses.test(address, times)) {
            return;
        }
        long due = now + device.later.toNanos();
        if (device.kinds.contains(words[0] + " " + words[1])) {
            replies.add(new Reply(due, InetAddress.ofLiteral(address), "R " + words[2] + " " + device.family));
        } else if (words[0].equals("V3") && device.engine.isPresent()) {
            replies.add(new Reply(due, InetAddress.ofLiteral(address), "E " + words[2] + " " + address));
        }
    }

    @Override
    public Heard receive(Duration patience) {
        Reply next = replies.peek();
        long end = now + Math.max(0, patience.toNanos());
        if (next == null || next.due > end) {
            now = end;
            return null;
        }
        replies.remove();
        now = Math.max(now, next.due);
        return new Heard(next.from, ByteBuffer.wrap(next.text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public byte[] get(SnmpCredential.Community credential, int requestId, List<Oid> oids) {
        return (credential.version() + " " + credential.community().reveal() + " " + requestId)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] whoAreYou(int messageId) {
        return ("V3 - " + messageId).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public SnmpDatagram read(ByteBuffer datagram) {
        String[] words = StandardCharsets.UTF_8.decode(datagram).toString().split(" ", -1);
        int id = Integer.parseInt(words[1]);
        if (words[0].equals("E")) {
            return new SnmpDatagram.Report(id, devices.get(words[2]).engine.orElseThrow());
        }
        return new SnmpDatagram.Response(
                id,
                new SnmpOutcome.Answer(List.of(
                        new VarBind(
                                Candidates.SYS_DESCR,
                                new SnmpValue.Octets("A printer".getBytes(StandardCharsets.UTF_8))),
                        new VarBind(Candidates.SYS_OBJECT_ID, new SnmpValue.ObjectId(Oid.parse(words[2]))))));
    }

    /// The most datagrams to addresses that begin so, within any one second.
    int busiestSecond(String prefix) {
        long[] times = sent.stream()
                .filter(s -> s.address.startsWith(prefix))
                .mapToLong(Sent::nanos)
                .toArray();
        int most = 0;
        int from = 0;
        for (int to = 0; to < times.length; to++) {
            while (times[to] - times[from] >= 1_000_000_000L) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    List<String> asksOf(String address) {
        return sent.stream()
                .filter(s -> s.address.equals(address))
                .map(s -> s.kind + " " + s.secret)
                .toList();
    }

    @Override
    public void close() {
        closed = true;
    }
}
