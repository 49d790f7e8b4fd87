package io.printmaster.simulator.snmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.OctetString;

/// Turns a datagram into the device's answer, as RFC 1157 and RFC 3416 say; it has no socket and no clock. Any thread.
public final class Responder {
    private final Manners manners;
    private final OctetString community;

    /// A device with these manners.
    public Responder(Manners manners) {
        this.manners = manners;
        this.community = new OctetString(manners.community().getBytes(StandardCharsets.UTF_8));
    }

    /// What becomes of a datagram.
    public sealed interface Outcome {}

    /// To be sent back; `message` is ready to be read.
    public record Reply(ByteBuffer message) implements Outcome {}

    /// Nothing goes back.
    public record Silence(Reason reason) implements Outcome {}

    /// Why a device says nothing.
    public enum Reason {
        MALFORMED,
        WRONG_COMMUNITY,
        UNKNOWN_VERSION,
        /// An answer, a trap, a report, or a request that this device does not know.
        NOT_ASKED
    }

    /// Reads `datagram` from its position on. Never throws for what stands in it.
    public Outcome answer(ByteBuffer datagram, Mib.Source objects) {
        Message request;
        try {
            request = Message.decode(datagram);
        } catch (IOException | RuntimeException e) {
            // SNMP4J throws either for broken BER, depending on what is broken.
            return new Silence(Reason.MALFORMED);
        }
        if (request.version() == Message.V1 ? !manners.v1() : !manners.v2c()) {
            return new Silence(Reason.UNKNOWN_VERSION);
        }
        if (!request.community().equals(community)) {
            return new Silence(Reason.WRONG_COMMUNITY);
        }
        PDU reply = reply(request, objects);
        if (reply == null) {
            return new Silence(Reason.NOT_ASKED);
        }
        try {
            return new Reply(fitting(request, reply).encode());
        } catch (IOException e) {
            throw new IllegalStateException("the answer was measured before it was coded", e);
        }
    }

    private @Nullable PDU reply(Message request, Mib.Source objects) {
        boolean v1 = request.version() == Message.V1;
        int room = manners.maxMessageBytes() - request.community().length() - 32;
        return switch (request.pdu().getType()) {
            case PDU.GET -> v1 ? V1.get(request.pdu(), objects.now()) : V2c.get(request.pdu(), objects.now());
            case PDU.GETNEXT -> v1 ? V1.next(request.pdu(), objects.now()) : V2c.next(request.pdu(), objects.now());
            case PDU.GETBULK -> v1 || !manners.bulk() ? null : V2c.bulk(request.pdu(), objects.now(), room);
            // Read-only devices: RFC 1157 section 4.1.5 and RFC 3416 section 4.2.5.
            case PDU.SET -> Replies.error(request.pdu(), v1 ? PDU.noSuchName : PDU.notWritable, 1);
            default -> null;
        };
    }

    /// The reply, or `tooBig` in its place: with the request's own names in SNMPv1, with none in SNMPv2c.
    private Message fitting(Message request, PDU reply) {
        Message message = new Message(request.version(), request.community(), reply);
        if (message.length() <= manners.maxMessageBytes()) {
            return message;
        }
        PDU tooBig = Replies.of(
                request.pdu(), request.version() == Message.V1 ? request.pdu().getAll() : List.of());
        tooBig.setErrorStatus(PDU.tooBig);
        return new Message(request.version(), request.community(), tooBig);
    }
}
