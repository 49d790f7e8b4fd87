package io.printmaster.simulator.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

final class ResponderTest {
    private static final String A = "1.3.6.1.2.1.43.11.1.1.9.1.1";
    private static final String B = "1.3.6.1.2.1.43.11.1.1.9.1.2";
    private static final String BIG = "1.3.6.1.2.1.43.11.1.1.9.1.3";
    private static final String C = "1.3.6.1.2.1.43.18.1.1.8.1.1";

    private static final Mib MIB = mib();

    private static Mib mib() {
        TreeMap<OID, Variable> objects = new TreeMap<>();
        objects.put(new OID(A), new Integer32(1));
        objects.put(new OID(B), new Integer32(2));
        objects.put(new OID(BIG), new Counter64(3));
        objects.put(new OID(C), new OctetString("x".repeat(400)));
        return new FixedMib(objects);
    }

    private final Responder responder = new Responder(new Manners("public", true, true, true, 484));

    private static PDU request(int type, String... names) {
        PDU pdu = new PDU();
        pdu.setType(type);
        pdu.setRequestID(new Integer32(77));
        for (String name : names) {
            pdu.add(new VariableBinding(new OID(name)));
        }
        return pdu;
    }

    private PDU ask(int version, PDU pdu) throws IOException {
        ByteBuffer datagram = new Message(version, new OctetString("public"), pdu).encode();
        Responder.Outcome outcome = responder.answer(datagram, () -> MIB);
        assertThat(outcome).isInstanceOf(Responder.Reply.class);
        ByteBuffer bytes = ((Responder.Reply) outcome).message();
        assertThat(bytes.remaining()).isLessThanOrEqualTo(484);
        Message message = Message.decode(bytes);
        assertThat(message.version()).isEqualTo(version);
        assertThat(message.pdu().getRequestID().getValue()).isEqualTo(77);
        assertThat(message.pdu().getType()).isEqualTo(PDU.RESPONSE);
        return message.pdu();
    }

    @Test
    void v1Get_failsAsAWholeOnOneUnknownName() throws IOException {
        PDU reply = ask(Message.V1, request(PDU.GET, A, "1.3.6.1.2.1.1.1.0", B));

        assertThat(reply.getErrorStatus()).isEqualTo(PDU.noSuchName);
        assertThat(reply.getErrorIndex()).isEqualTo(2);
        assertThat(reply.getAll())
                .extracting(VariableBinding::getOid)
                .element(2)
                .isEqualTo(new OID(B));
        assertThat(reply.getAll()).extracting(VariableBinding::getVariable).allMatch(v -> v instanceof Null);
    }

    @Test
    void v1_doesNotShowCounter64() throws IOException {
        assertThat(ask(Message.V1, request(PDU.GET, BIG)).getErrorStatus()).isEqualTo(PDU.noSuchName);
        assertThat(ask(Message.V1, request(PDU.GETNEXT, B)).get(0).getOid()).isEqualTo(new OID(C));
    }

    @Test
    void v1GetNext_endsWithNoSuchName() throws IOException {
        PDU reply = ask(Message.V1, request(PDU.GETNEXT, C));

        assertThat(reply.getErrorStatus()).isEqualTo(PDU.noSuchName);
        assertThat(reply.getErrorIndex()).isEqualTo(1);
    }

    @Test
    void v2cGet_givesEveryNameItsValueOrItsException() throws IOException {
        PDU reply = ask(Message.V2C, request(PDU.GET, A, "1.3.6.1.2.1.43.11.1.1.9.1.7", "1.3.6.1.2.1.1.1.0", BIG));

        assertThat(reply.getErrorStatus()).isEqualTo(PDU.noError);
        assertThat(reply.getAll())
                .extracting(VariableBinding::getVariable)
                .containsExactly(new Integer32(1), Null.noSuchInstance, Null.noSuchObject, new Counter64(3));
    }

    @Test
    void v2cGetNext_marksTheEnd() throws IOException {
        PDU reply = ask(Message.V2C, request(PDU.GETNEXT, A, C));

        assertThat(reply.get(0)).isEqualTo(new VariableBinding(new OID(B), new Integer32(2)));
        assertThat(reply.get(1)).isEqualTo(new VariableBinding(new OID(C), Null.endOfMibView));
    }

    @Test
    void getBulk_repeatsInRowsAndTakesNonRepeatersOnce() throws IOException {
        PDU bulk = request(PDU.GETBULK, A, "1.3.6.1.2.1.43.11", B);
        bulk.setNonRepeaters(1);
        bulk.setMaxRepetitions(2);

        PDU reply = ask(Message.V2C, bulk);

        assertThat(reply.getAll()).extracting(b -> b.getOid().toDottedString()).containsExactly(B, A, BIG, B);
    }

    @Test
    void getBulk_stopsAtTheMessageSizeAndBehindTheEnd() throws IOException {
        PDU bulk = request(PDU.GETBULK, "1.3");
        bulk.setMaxRepetitions(1_000_000);
        PDU small = request(PDU.GETBULK, C);
        small.setMaxRepetitions(50);

        assertThat(ask(Message.V2C, bulk).getAll())
                .extracting(b -> b.getOid().toDottedString())
                .containsExactly(A, B, BIG);
        assertThat(ask(Message.V2C, small).getAll())
                .containsExactly(new VariableBinding(new OID(C), Null.endOfMibView));
    }

    @Test
    void getBulk_withNegativeNumbersIsTakenAsZero() throws IOException {
        PDU bulk = request(PDU.GETBULK, A);
        bulk.setNonRepeaters(-5);
        bulk.setMaxRepetitions(-5);

        assertThat(ask(Message.V2C, bulk).size()).isZero();
    }

    @Test
    void tooBig_keepsTheNamesInV1AndDropsThemInV2c() throws IOException {
        PDU v1 = ask(Message.V1, request(PDU.GET, C, C));
        PDU v2c = ask(Message.V2C, request(PDU.GET, C, C));

        assertThat(v1.getErrorStatus()).isEqualTo(PDU.tooBig);
        assertThat(v1.size()).isEqualTo(2);
        assertThat(v2c.getErrorStatus()).isEqualTo(PDU.tooBig);
        assertThat(v2c.size()).isZero();
    }

    @Test
    void set_isRefused() throws IOException {
        assertThat(ask(Message.V1, request(PDU.SET, A)).getErrorStatus()).isEqualTo(PDU.noSuchName);
        assertThat(ask(Message.V2C, request(PDU.SET, A)).getErrorStatus()).isEqualTo(PDU.notWritable);
    }

    @Test
    void silence_onWrongCommunityVersionAndKind() throws IOException {
        Responder v1Only = new Responder(new Manners("public", true, false, false, 484));
        ByteBuffer wrong = new Message(1, new OctetString("private"), request(PDU.GET, A)).encode();
        ByteBuffer v2c = new Message(1, new OctetString("public"), request(PDU.GET, A)).encode();
        ByteBuffer bulkInV1 = new Message(0, new OctetString("public"), request(PDU.GETBULK, A)).encode();
        ByteBuffer response = new Message(1, new OctetString("public"), request(PDU.RESPONSE, A)).encode();

        assertThat(responder.answer(wrong, () -> MIB))
                .isEqualTo(new Responder.Silence(Responder.Reason.WRONG_COMMUNITY));
        assertThat(v1Only.answer(v2c, () -> MIB)).isEqualTo(new Responder.Silence(Responder.Reason.UNKNOWN_VERSION));
        assertThat(responder.answer(bulkInV1, () -> MIB)).isEqualTo(new Responder.Silence(Responder.Reason.NOT_ASKED));
        assertThat(responder.answer(response, () -> MIB)).isEqualTo(new Responder.Silence(Responder.Reason.NOT_ASKED));
    }

    @Test
    void damagedDatagrams_neverThrow() throws IOException {
        SplittableRandom chance = new SplittableRandom(4711);
        byte[] good = new Message(1, new OctetString("public"), request(PDU.GETBULK, A, B))
                .encode()
                .array();

        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            bad[chance.nextInt(bad.length)] = (byte) chance.nextInt(256);
            bad[chance.nextInt(bad.length)] = (byte) chance.nextInt(256);
            int length = chance.nextInt(bad.length + 1);
            assertThat(responder.answer(ByteBuffer.wrap(bad, 0, length), () -> MIB))
                    .isNotNull();
        }
    }

    @Test
    void changes_coverAddAndTakeAway() {
        Changes changes = new Changes();
        changes.put(new OID(A), new Integer32(10));
        changes.put(new OID("1.3.6.1.9"), new Integer32(9));
        changes.remove(new OID(B));
        Mib changed = changes.over(MIB);

        assertThat(changed.get(new OID(A))).isEqualTo(new Integer32(10));
        assertThat(changed.get(new OID(B))).isNull();
        assertThat(names(changed)).isEqualTo(List.of(A, BIG, C, "1.3.6.1.9"));
        changes.clear();
        assertThat(names(changes.over(MIB))).isEqualTo(List.of(A, B, BIG, C));
    }

    private static List<String> names(Mib mib) {
        List<String> names = new ArrayList<>();
        for (VariableBinding at = mib.next(new OID("0")); at != null; at = mib.next(at.getOid())) {
            names.add(at.getOid().toDottedString());
        }
        return names;
    }
}
