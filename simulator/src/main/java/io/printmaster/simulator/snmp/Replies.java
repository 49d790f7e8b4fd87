package io.printmaster.simulator.snmp;

import java.util.List;
import org.snmp4j.PDU;
import org.snmp4j.smi.VariableBinding;

/// Response PDUs to a request.
final class Replies {
    private Replies() {}

    static PDU of(PDU request, List<VariableBinding> bindings) {
        PDU reply = new PDU();
        reply.setType(PDU.RESPONSE);
        reply.setRequestID(request.getRequestID());
        reply.setVariableBindings(bindings);
        return reply;
    }

    /// The request's own names and values with an error; `index` counts them from 1, 0 is none of them.
    static PDU error(PDU request, int status, int index) {
        PDU reply = of(request, request.getAll());
        reply.setErrorStatus(status);
        reply.setErrorIndex(index);
        return reply;
    }
}
