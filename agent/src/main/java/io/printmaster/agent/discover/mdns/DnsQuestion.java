package io.printmaster.agent.discover.mdns;

import java.io.ByteArrayOutputStream;
import java.util.List;

/// Asks for the records of a type at a name.
///
/// @param unicast whether the answer should come to the asker alone (the QU bit, RFC 6762, section 5.4)
record DnsQuestion(DnsName name, int type, boolean unicast) {
    private static final int CLASS_INTERNET = 1;
    private static final int TOP_BIT = 0x8000;

    /// A message that asks, and lists what is known already, which nobody need repeat (RFC 6762,
    /// section 7.1).
    static byte[] message(List<DnsQuestion> questions, List<DnsRecord.Pointer> known) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        put16(out, 0);
        put16(out, 0);
        put16(out, questions.size());
        put16(out, known.size());
        put16(out, 0);
        put16(out, 0);
        for (DnsQuestion question : questions) {
            name(out, question.name);
            put16(out, question.type);
            put16(out, question.unicast ? CLASS_INTERNET | TOP_BIT : CLASS_INTERNET);
        }
        for (DnsRecord.Pointer pointer : known) {
            name(out, pointer.name());
            put16(out, DnsRecord.TYPE_PTR);
            put16(out, CLASS_INTERNET);
            put16(out, (int) (pointer.life().ttlSeconds() >> 16));
            put16(out, (int) pointer.life().ttlSeconds());
            ByteArrayOutputStream target = new ByteArrayOutputStream(64);
            name(target, pointer.target());
            put16(out, target.size());
            out.writeBytes(target.toByteArray());
        }
        return out.toByteArray();
    }

    private static void name(ByteArrayOutputStream out, DnsName name) {
        for (int i = 0; i < name.labels().size(); i++) {
            byte[] label = name.octets(i);
            out.write(label.length);
            out.writeBytes(label);
        }
        out.write(0);
    }

    private static void put16(ByteArrayOutputStream out, int number) {
        out.write(number >> 8);
        out.write(number);
    }
}
