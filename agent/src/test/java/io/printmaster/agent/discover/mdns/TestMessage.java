package io.printmaster.agent.discover.mdns;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// mDNS messages written by hand, so that the reader under test does not vouch for itself.
final class TestMessage {
    private static final int FLUSH = 0x8001;

    private TestMessage() {}

    /// All records of one IPP service, the host's name compressed.
    static byte[] announcement(DnsName instance, int ttl, InetAddress at) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        header(out, 4);
        record(out, DnsName.local("_ipp._tcp"), DnsRecord.TYPE_PTR, 1, ttl, name(instance));
        byte[] host = name(new DnsName(List.of("ACME", "local")));
        ByteArrayOutputStream srv = new ByteArrayOutputStream();
        put(srv, 0, 4);
        put(srv, 631, 2);
        srv.writeBytes(host);
        record(out, instance, DnsRecord.TYPE_SRV, FLUSH, ttl, srv.toByteArray());
        int hostAt = out.size() - host.length;
        record(out, instance, DnsRecord.TYPE_TXT, FLUSH, ttl, TxtRecordTest.txt("rp=ipp/print"));
        put(out, 0xC000 | hostAt, 2);
        body(out, DnsRecord.TYPE_A, FLUSH, ttl, at.getAddress());
        return out.toByteArray();
    }

    static void header(ByteArrayOutputStream out, int answers) {
        put(out, 0, 2);
        put(out, 0x8400, 2);
        put(out, 0, 2);
        put(out, answers, 2);
        put(out, 0, 4);
    }

    static void record(ByteArrayOutputStream out, DnsName name, int type, int kind, int ttl, byte[] data) {
        out.writeBytes(name(name));
        body(out, type, kind, ttl, data);
    }

    private static void body(ByteArrayOutputStream out, int type, int kind, int ttl, byte[] data) {
        put(out, type, 2);
        put(out, kind, 2);
        put(out, ttl, 4);
        put(out, data.length, 2);
        out.writeBytes(data);
    }

    static byte[] name(DnsName name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : name.labels()) {
            byte[] octets = label.getBytes(StandardCharsets.UTF_8);
            out.write(octets.length);
            out.writeBytes(octets);
        }
        out.write(0);
        return out.toByteArray();
    }

    static void put(ByteArrayOutputStream out, int number, int octets) {
        for (int i = octets - 1; i >= 0; i--) {
            out.write(number >> (8 * i));
        }
    }
}
