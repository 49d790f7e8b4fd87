package io.printmaster.agent.run;

import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.upload.ConnectionState;
import io.printmaster.agent.upload.LineStatus;
import io.printmaster.program.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How far an upload is that somebody asked for. Pure.
final class FlushReport {
    private FlushReport() {}

    /// @param over whether the round that was asked for has ended
    static ObjectNode of(DeviceStore store, LineStatus line, boolean over) {
        Ledger ledger = store.outbox().ledger();
        boolean trying = line.state() == ConnectionState.CONNECTING;
        ObjectNode json = Json.document()
                .put("done", over && !trying)
                .put("state", line.state().word())
                .put("acknowledged", ledger.acknowledged())
                .put("waiting", ledger.queued())
                .put("parked", ledger.parked());
        if (!line.lastError().isEmpty()) {
            json.put("error", line.lastError());
        }
        return json.put("exit_code", exitCode(line.state(), ledger));
    }

    private static int exitCode(ConnectionState state, Ledger ledger) {
        return switch (state) {
            case NOT_JOINED, JOIN_AGAIN, FORBIDDEN -> ExitCode.NOT_JOINED;
            case AWAY, WRONG_ADDRESS, CONNECTING -> ExitCode.SERVER_UNREACHABLE;
            case ONLINE -> ledger.queued() == 0 ? ExitCode.OK : ExitCode.PARTIAL;
        };
    }

    /// One sentence on the end.
    ///
    /// @param sent acknowledged since the beginning
    static String text(JsonNode end, long sent) {
        String error = end.path("error").asString("");
        String left = end.path("waiting").asString("0") + " records wait";
        String so = sent + " records sent, " + left;
        return switch (end.path("exit_code").asInt(ExitCode.FAILED)) {
            case ExitCode.OK -> sent + " records sent, nothing waits";
            case ExitCode.PARTIAL -> so + "; the server took no more just now" + (error.isEmpty() ? "" : ": " + error);
            case ExitCode.NOT_JOINED ->
                so + "; the agent is not joined, or refused" + (error.isEmpty() ? "" : ": " + error);
            default ->
                so + "; the server does not answer" + (error.isEmpty() ? "" : ": " + error)
                        + ". See: printmaster agent doctor";
        };
    }
}
