package io.printmaster.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/// The other side: SNMP4J's session, which the simulator itself does not use.
final class Asker implements AutoCloseable {
    private final Snmp snmp;

    Asker() throws IOException {
        snmp = new Snmp(new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0")));
        snmp.listen();
    }

    PDU ask(SimulatedPrinter printer, int version, int type, String community, Duration patience, String... names)
            throws IOException {
        PDU pdu = new PDU();
        pdu.setType(type);
        if (type == PDU.GETBULK) {
            pdu.setMaxRepetitions(20);
        }
        for (String name : names) {
            pdu.add(new VariableBinding(new OID(name)));
        }
        CommunityTarget<UdpAddress> target =
                new CommunityTarget<>(new UdpAddress(printer.address(), printer.port()), new OctetString(community));
        target.setVersion(version);
        target.setRetries(0);
        target.setTimeout(patience.toMillis());
        ResponseEvent<UdpAddress> event = snmp.send(pdu, target);
        return event.getResponse();
    }

    Variable get(SimulatedPrinter printer, String name) throws IOException {
        PDU reply = ask(printer, SnmpConstants.version2c, PDU.GET, "public", Duration.ofSeconds(5), name);
        return reply.get(0).getVariable();
    }

    Map<OID, Variable> walk(SimulatedPrinter printer, int version, int type) throws IOException {
        Map<OID, Variable> objects = new TreeMap<>();
        String last = "0.0";
        while (true) {
            PDU reply = ask(printer, version, type, "public", Duration.ofSeconds(5), last);
            if (reply.getErrorStatus() == PDU.noSuchName) {
                return objects;
            }
            for (VariableBinding binding : reply.getAll()) {
                if (binding.isException()) {
                    return objects;
                }
                objects.put(binding.getOid(), binding.getVariable());
                last = binding.getOid().toDottedString();
            }
        }
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}
