package io.printmaster.agent.run;

import io.printmaster.agent.send.Trust;
import io.printmaster.agent.upload.Invitation;
import io.printmaster.program.ExitCode;
import io.printmaster.program.Secret;
import java.net.InetAddress;
import tools.jackson.databind.node.ObjectNode;

/// What the running agent does for commands: questions and answers are one JSON object each. Thread-safe.
final class Control {
    static final String STATUS = Json.object().put("do", "status").toString();
    static final String LEAVE = Json.object().put("do", "leave").toString();

    /// The question where a printer is that can be tried.
    static final String SOME = Json.object().put("do", "some").toString();

    private final Agent agent;

    Control(Agent agent) {
        this.agent = agent;
    }

    /// The question `join`.
    ///
    /// @param joinString the text as pasted
    static String join(String joinString) {
        return Json.object().put("do", "join").put("join", joinString).toString();
    }

    /// The question `join` with address and token.
    static String join(Invitation.ByToken parts) {
        ObjectNode question = Json.object()
                .put("do", "join")
                .put("server", parts.server().toString())
                .put("token", parts.token().reveal());
        if (parts.trust() instanceof Trust.Pinned(String pem)) {
            question.put("ca", pem);
        }
        return question.toString();
    }

    /// The question what is known of the printer at an address.
    static String known(InetAddress address) {
        return Json.object()
                .put("do", "known")
                .put("address", address.getHostAddress())
                .toString();
    }

    /// The question what waits for the server.
    ///
    /// @param limit records of each kind
    static String queue(int limit) {
        return Json.object().put("do", "queue").put("limit", limit).toString();
    }

    /// The question for an upload now.
    static String flush(boolean retryParked) {
        return Json.object().put("do", "flush").put("retry_parked", retryParked).toString();
    }

    /// The question how far that is.
    static String flushed(long round) {
        return Json.object().put("do", "flushed").put("round", round).toString();
    }

    String answer(String question) {
        try {
            ObjectNode asked = Json.parse(question);
            return switch (Json.text(asked, "do")) {
                case "status" -> agent.status().toString();
                case "join" -> joined(invitation(asked)).toString();
                case "leave" -> left().toString();
                case "queue" -> agent.queue(limit(asked)).toString();
                case "flush" ->
                    agent.flush(asked.path("retry_parked").asBoolean(false)).toString();
                case "flushed" -> agent.flushed(asked.path("round").asLong(0)).toString();
                case "some" -> some().toString();
                case "known" -> known(Json.text(asked, "address")).toString();
                default ->
                    fault(ExitCode.USAGE, "the running agent does not know this command")
                            .toString();
            };
        } catch (CommandFault e) {
            return fault(e.exitCode(), String.valueOf(e.getMessage())).toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fault(ExitCode.FAILED, "the agent is stopping").toString();
        } catch (RuntimeException e) {
            return fault(ExitCode.FAILED, "the running agent failed: " + e.getMessage())
                    .toString();
        }
    }

    private static Invitation invitation(ObjectNode asked) {
        String joinString = Json.text(asked, "join");
        if (!joinString.isEmpty()) {
            return Invitations.byString(joinString);
        }
        String ca = Json.text(asked, "ca");
        return new Invitation.ByToken(
                Invitations.server(Json.text(asked, "server"), true),
                new Secret(Json.text(asked, "token")),
                ca.isEmpty() ? new Trust.Platform() : new Trust.Pinned(ca));
    }

    private ObjectNode joined(Invitation invitation) throws InterruptedException {
        Joining joining = Joining.of(agent.line().join(invitation));
        agent.wakeHeartbeat();
        return joining.document().put("message", joining.text()).put("exit_code", joining.exitCode());
    }

    /// Only literal addresses: nothing is looked up for a caller.
    private ObjectNode known(String address) {
        return KnownAt.document(agent.known(InetAddress.ofLiteral(address)));
    }

    private ObjectNode some() {
        ObjectNode document = Json.document();
        agent.somePrinter().ifPresent(address -> document.put("address", address.getHostAddress()));
        return document;
    }

    private static int limit(ObjectNode asked) {
        return Math.clamp(asked.path("limit").asInt(0), 0, QueueReport.MAX_LISTED);
    }

    private ObjectNode left() {
        boolean was = agent.line().enrollment().leave();
        agent.line().connect();
        agent.wakeHeartbeat();
        return Json.document().put("left", was).put("exit_code", ExitCode.OK);
    }

    private static ObjectNode fault(int exitCode, String message) {
        return Json.document().put("outcome", "failed").put("message", message).put("exit_code", exitCode);
    }
}
