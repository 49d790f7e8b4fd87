package io.printmaster.agent.upload;

import io.printmaster.agent.send.ServerUrl;
import io.printmaster.agent.send.Trust;
import io.printmaster.program.Secret;
import io.printmaster.wire.JoinString;

/// What an agent joins a server with.
public sealed interface Invitation {

    /// The line that the server printed: address, pin and token in one.
    record ByString(JoinString join) implements Invitation {}

    /// Address and token apart; the trust is the platform's, or a file's.
    record ByToken(ServerUrl server, Secret token, Trust trust) implements Invitation {}

    /// Where it leads.
    default ServerUrl server() {
        return switch (this) {
            case ByString(JoinString join) -> ServerUrl.parse(join.server().toString(), false);
            case ByToken(ServerUrl server, Secret token, Trust trust) -> server;
        };
    }
}
