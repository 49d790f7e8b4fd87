package io.printmaster.agent.snmp.snmp4j;

import io.printmaster.agent.fuzz.FuzzInput;
import io.printmaster.agent.fuzz.Harmless;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpCredential.Version;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.agent.snmp.SnmpRequest;
import io.printmaster.agent.snmp.SnmpTarget;
import io.printmaster.agent.snmp.VarBind;
import io.printmaster.program.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/// SNMP messages from the datagram to our outcome, through the library that decodes them and the client around it.
public final class SnmpMessageFuzzer {
    private static final FuzzTransport TRANSPORT = new FuzzTransport();
    private static final Snmp4jClient CLIENT = started();
    private static final Duration SHORT = Duration.ofMillis(10);
    private static final List<SnmpCredential> CREDENTIALS = List.of(
            new SnmpCredential.Community("one", Version.V1, new Secret("public")),
            new SnmpCredential.Community("two", Version.V2C, new Secret("public")),
            new SnmpCredential.User(
                    "three",
                    "monitor",
                    SnmpCredential.Auth.SHA256,
                    new Secret("authentic-words"),
                    SnmpCredential.Priv.AES128,
                    new Secret("private-words"),
                    ""));

    /// Requests whose answer was none; each has to end by its time-out.
    private static final Queue<Waiting> WAITING = new ArrayDeque<>();

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private record Waiting(CompletableFuture<SnmpOutcome> answer, long since) {}

    private SnmpMessageFuzzer() {}

    private static Snmp4jClient started() {
        try {
            Snmp4jClient client = new Snmp4jClient(new byte[] {(byte) 0x80, 0, 0, 0, 5, 1, 2, 3}, () -> TRANSPORT);
            client.start();
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        FuzzInput input = new FuzzInput(octets);
        SnmpCredential credential = CREDENTIALS.get(input.choice(CREDENTIALS.size()));
        List<Oid> names = List.of(Oid.parse("1.3.6.1.2.1.1.1.0"), Oid.parse("1.3.6.1.2.1.1.2.0"));
        SnmpRequest request = credential.knowsBulk() && input.choice(2) == 1
                ? new SnmpRequest.GetBulk(10, names)
                : new SnmpRequest.Get(names);
        TRANSPORT.feed(input);
        CompletableFuture<SnmpOutcome> answer =
                CLIENT.send(new SnmpTarget(InetAddress.getLoopbackAddress(), 161, credential, SHORT, 0), request);
        if (answer.isDone()) {
            look(answer.join());
        } else {
            WAITING.add(new Waiting(answer, System.nanoTime()));
        }
        Waiting oldest = WAITING.peek();
        while (oldest != null && (oldest.answer.isDone() || System.nanoTime() - oldest.since > PATIENCE.toNanos())) {
            Harmless.check(oldest.answer.isDone(), "a request that never ends");
            WAITING.remove();
            oldest = WAITING.peek();
        }
    }

    private static void look(SnmpOutcome outcome) {
        switch (outcome) {
            case SnmpOutcome.Answer(List<VarBind> bindings) ->
                bindings.forEach(binding -> {
                    binding.value().number();
                    Harmless.check(binding.oid().size() <= Oid.MAX_ARCS, "an endless name");
                    Harmless.check(!binding.value().toString().isEmpty(), "a value without a text form");
                });
            case SnmpOutcome.Refused refused -> {
                Harmless.text(refused.detail());
                Harmless.check(refused.index() >= 0, "a place before the first");
            }
            case SnmpOutcome.Timeout timeout -> {}
        }
    }
}
