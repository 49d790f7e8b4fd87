package io.printmaster.agent.snmp.snmp4j;

import io.printmaster.agent.fuzz.Harmless;
import io.printmaster.agent.snmp.EngineId;
import io.printmaster.agent.snmp.SnmpDatagram;
import java.nio.ByteBuffer;

/// Single datagrams as the sweep and the ear for traps take them: from anybody, without any state.
public final class SnmpDatagramFuzzer {
    private static final Snmp4jDatagrams DATAGRAMS = new Snmp4jDatagrams();

    private SnmpDatagramFuzzer() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        ByteBuffer datagram = ByteBuffer.wrap(octets);
        switch (DATAGRAMS.read(datagram)) {
            case SnmpDatagram.Response(int requestId, var outcome) ->
                Harmless.check(outcome != null, "an answer without an outcome");
            case SnmpDatagram.Report(int messageId, EngineId engine) -> Harmless.text(engine.toString());
            case SnmpDatagram.Notification notification -> {}
            case SnmpDatagram.Unclear unclear -> {}
        }
    }
}
