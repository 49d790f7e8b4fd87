package io.printmaster.agent.snmp.snmp4j;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.TransportMapping;
import org.snmp4j.TransportStateReference;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import org.snmp4j.transport.TransportListener;

/// A tiny SNMP device on a real loopback socket, for tests.
public final class Responder implements AutoCloseable {
    private final NavigableMap<OID, Variable> values = new TreeMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger datagrams = new AtomicInteger();
    private volatile boolean losesTime;
    private final DefaultUdpTransportMapping transport;
    private final Snmp snmp;
    private final String community;

    /// Listens at once.
    public Responder(String address, int port, byte[] engineId, int boots, String community, UsmUser... users)
            throws IOException {
        this.community = community;
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        USM usm = new USM(protocols, new OctetString(engineId), boots);
        for (UsmUser user : users) {
            usm.addUser(user);
        }
        MPv3 mpv3 = new MPv3(usm);
        mpv3.setSecurityProtocols(protocols);
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addMessageProcessingModel(mpv3);
        transport = new DefaultUdpTransportMapping(new UdpAddress(InetAddress.getByName(address), port));
        transport.addTransportListener(new TransportListener() {
            @Override
            public <A extends Address> void processMessage(
                    TransportMapping<? super A> mapping, A from, ByteBuffer message, TransportStateReference state) {
                datagrams.incrementAndGet();
                if (losesTime) {
                    usm.setEngineBoots(usm.getEngineBoots() + 1);
                }
            }
        });
        snmp = new Snmp(dispatcher, transport);
        snmp.addCommandResponder(new CommandResponder() {
            @Override
            public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
                answer(event);
            }
        });
        snmp.listen();
    }

    /// One more value.
    public Responder put(String oid, Variable value) {
        values.put(new OID(oid), value);
        return this;
    }

    /// Its SNMPv3 clock starts anew with every datagram, so that nobody is ever in its time window.
    Responder losingTime() {
        losesTime = true;
        return this;
    }

    /// Everything that came in, whatever it was.
    int datagrams() {
        return datagrams.get();
    }

    /// Where it listens.
    public int port() {
        return transport.getListenAddress().getPort();
    }

    public int requests() {
        return requests.get();
    }

    private <A extends Address> void answer(CommandResponderEvent<A> event) {
        boolean known =
                event.getSecurityModel() == 3 || community.equals(new OctetString(event.getSecurityName()).toString());
        if (!known || event.getPDU() == null) {
            return;
        }
        requests.incrementAndGet();
        PDU response = (PDU) event.getPDU().clone();
        response.setType(PDU.RESPONSE);
        response.clear();
        boolean v1 = event.getSecurityModel() == 1;
        int index = 0;
        for (VariableBinding asked : event.getPDU().getVariableBindings()) {
            index++;
            VariableBinding found = find(event.getPDU().getType(), asked.getOid());
            if (v1 && found.isException()) {
                response.clear();
                event.getPDU().getVariableBindings().forEach(response::add);
                response.setErrorStatus(PDU.noSuchName);
                response.setErrorIndex(index);
                break;
            }
            response.add(found);
        }
        response.setRequestID(event.getPDU().getRequestID());
        event.setProcessed(true);
        try {
            event.getMessageDispatcher()
                    .returnResponsePdu(
                            event.getMessageProcessingModel(),
                            event.getSecurityModel(),
                            event.getSecurityName(),
                            event.getSecurityLevel(),
                            response,
                            event.getMaxSizeResponsePDU(),
                            event.getStateReference(),
                            new StatusInformation());
        } catch (MessageException e) {
            throw new IllegalStateException(e);
        }
    }

    private VariableBinding find(int type, OID oid) {
        if (type == PDU.GET) {
            return new VariableBinding(oid, values.getOrDefault(oid, Null.noSuchInstance));
        }
        OID next = values.higherKey(oid);
        return next == null ? new VariableBinding(oid, Null.endOfMibView) : new VariableBinding(next, values.get(next));
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}
