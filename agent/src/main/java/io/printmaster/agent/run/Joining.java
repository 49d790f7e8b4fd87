package io.printmaster.agent.run;

import io.printmaster.agent.upload.JoinResult;
import io.printmaster.program.ExitCode;
import tools.jackson.databind.node.ObjectNode;

/// How the end of a join is told: exit code, one sentence that says what to do, and a document for programs. The
/// document also carries it over the control socket.
///
/// @param text for people
record Joining(int exitCode, String text, ObjectNode document) {

    static Joining of(JoinResult result) {
        return switch (result) {
            case JoinResult.Joined joined -> {
                ObjectNode document = document("joined");
                document.put("agent_id", joined.agentId().value())
                        .put("server", joined.server())
                        .put("tenant_id", joined.tenant());
                yield new Joining(ExitCode.OK, "Joined " + joined.server() + " as " + joined.agentId(), document);
            }
            case JoinResult.WrongServer(String detail) ->
                failed(
                        ExitCode.NOT_JOINED,
                        "wrong_server",
                        clause(detail)
                                + "; nothing secret was sent. Ask the server's admin for a new join string, and whether"
                                + " something stands in between");
            case JoinResult.Denied(String code, String detail) ->
                failed(
                        ExitCode.NOT_JOINED,
                        code.isEmpty() ? "denied" : code,
                        clause(detail)
                                + ". Ask the server's admin for a new join string (printmaster server join-token)");
            case JoinResult.Unreachable(String detail) ->
                failed(
                        ExitCode.SERVER_UNREACHABLE,
                        "unreachable",
                        clause(detail) + ". Is the server running, and is its port reachable from here?");
            case JoinResult.Failed(String detail) -> failed(ExitCode.FAILED, "failed", detail);
        };
    }

    /// The detail as part of a longer sentence: a server ends its own with a full stop.
    private static String clause(String detail) {
        return detail.endsWith(".") ? detail.substring(0, detail.length() - 1) : detail;
    }

    /// As the control socket brought it.
    static Joining of(ObjectNode document) {
        return new Joining(document.path("exit_code").asInt(ExitCode.FAILED), Json.text(document, "message"), document);
    }

    private static Joining failed(int exitCode, String outcome, String text) {
        ObjectNode document = document(outcome).put("message", text).put("exit_code", exitCode);
        return new Joining(exitCode, text, document);
    }

    private static ObjectNode document(String outcome) {
        return Json.document().put("outcome", outcome);
    }
}
