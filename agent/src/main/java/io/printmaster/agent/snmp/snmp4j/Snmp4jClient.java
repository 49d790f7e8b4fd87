package io.printmaster.agent.snmp.snmp4j;

import io.printmaster.agent.snmp.SnmpClient;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.agent.snmp.SnmpOutcome.Reason;
import io.printmaster.agent.snmp.SnmpRequest;
import io.printmaster.agent.snmp.SnmpTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.SNMP4JSettings;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.TransportMapping;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/// SNMP v1, v2c and v3 on SNMP4J: one UDP socket, one receiving thread and one timer thread for any
/// number of targets.
///
/// [#start] opens the socket; [#close] answers everything still outstanding with a refusal. SNMPv3
/// engines are discovered by themselves, a lost sense of time is put right once a request. One user
/// name has one set of passwords at a time: a credential with the same user name and other passwords
/// replaces the former. Thread-safe.
public final class Snmp4jClient implements SnmpClient, AutoCloseable {
    private final byte[] engineId;
    private final Opening opening;
    private final AtomicReference<@Nullable Running> running = new AtomicReference<>();

    /// What exists between start and close.
    private record Running(Snmp snmp, MPv3 mpv3, UsmUsers users, Set<Listener> outstanding) {}

    /// How the socket, or what stands for it, is had.
    @FunctionalInterface
    interface Opening {
        TransportMapping<UdpAddress> open() throws IOException;
    }

    /// A client that is not started.
    ///
    /// @param engineId our own SNMPv3 engine id, 5 to 32 octets; see [MPv3#createLocalEngineID()]
    public Snmp4jClient(byte[] engineId) {
        this(engineId, BigBufferTransport::new);
    }

    Snmp4jClient(byte[] engineId, Opening opening) {
        this.engineId = engineId.clone();
        this.opening = opening;
    }

    /// A client with an engine id of its own, made of this machine's address.
    public Snmp4jClient() {
        this(MPv3.createLocalEngineID());
    }

    /// Opens the socket on any free port of every address and starts to receive.
    ///
    /// @throws IOException           when no socket can be had
    /// @throws IllegalStateException when it is already started
    public void start() throws IOException {
        // Devices report a wrong password unauthenticated, as they must: without this it would look
        // like silence.
        SNMP4JSettings.setReportSecurityLevelStrategy(SNMP4JSettings.ReportSecurityLevelStrategy.noAuthNoPrivIfNeeded);
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        USM usm = new USM(protocols, new OctetString(engineId), 0);
        MPv3 mpv3 = new MPv3(usm);
        mpv3.setSecurityProtocols(protocols);
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addMessageProcessingModel(mpv3);
        Snmp snmp = new Snmp(dispatcher, opening.open());
        if (!running.compareAndSet(null, new Running(snmp, mpv3, new UsmUsers(usm), ConcurrentHashMap.newKeySet()))) {
            snmp.close();
            throw new IllegalStateException("the SNMP client is already started");
        }
        snmp.listen();
    }

    @Override
    public CompletableFuture<SnmpOutcome> send(SnmpTarget target, SnmpRequest request) {
        Running now = running.get();
        if (now == null) {
            return CompletableFuture.completedFuture(closed());
        }
        Listener listener = new Listener(now, target);
        now.outstanding.add(listener);
        CompletableFuture<SnmpOutcome> _ =
                listener.future.whenComplete((outcome, fault) -> now.outstanding.remove(listener));
        try {
            if (target.credential() instanceof SnmpCredential.User user) {
                now.users.know(user);
            }
            Target<UdpAddress> snmp4jTarget = Messages.target(target);
            now.snmp.send(Messages.pdu(target.credential(), request), snmp4jTarget, null, listener);
        } catch (MessageException e) {
            listener.future.complete(new SnmpOutcome.Refused(Reason.NOT_SENT, 0, "not sent: " + e.getMessage()));
        } catch (IOException e) {
            listener.future.complete(
                    new SnmpOutcome.Refused(Reason.NOT_SENT, 0, "cannot send to this address: " + e.getMessage()));
        }
        if (running.get() == null) {
            listener.future.complete(closed());
        }
        return listener.future;
    }

    @Override
    public void close() {
        Running now = running.getAndSet(null);
        if (now != null) {
            try {
                now.snmp.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the SNMP socket does not close", e);
            } finally {
                now.outstanding.forEach(listener -> listener.future.complete(closed()));
            }
        }
    }

    private static SnmpOutcome closed() {
        return new SnmpOutcome.Refused(Reason.CLOSED, 0, "the SNMP client is not running");
    }

    /// Turns the library's answer into ours, once.
    private static final class Listener implements ResponseListener {
        private final CompletableFuture<SnmpOutcome> future = new CompletableFuture<>();
        private final Running running;
        private final SnmpTarget target;

        private Listener(Running running, SnmpTarget target) {
            this.running = running;
            this.target = target;
        }

        @Override
        public <A extends Address> void onResponse(ResponseEvent<A> event) {
            running.snmp.cancel(event.getRequest(), this);
            PDU response = event.getResponse();
            if (response != null) {
                future.complete(understood(response));
            } else {
                forgetEngine();
                future.complete(new SnmpOutcome.Timeout());
            }
        }

        /// Nothing may go past the future: whoever waits for it would wait for ever, since the request is no longer
        /// under way.
        private static SnmpOutcome understood(PDU response) {
            try {
                return Messages.outcome(response);
            } catch (RuntimeException e) {
                return new SnmpOutcome.Refused(
                        Reason.DEVICE_ERROR, 0, "the device answers what is no SNMP: " + e.getMessage());
            }
        }

        /// A device that lost its boot counter is silent to whoever remembers a higher one: the next
        /// request starts with a new discovery.
        private void forgetEngine() {
            if (target.credential() instanceof SnmpCredential.User) {
                OctetString engine = running.mpv3.removeEngineID(new UdpAddress(target.address(), target.port()));
                if (engine != null) {
                    running.users.forget(engine);
                }
            }
        }
    }
}
