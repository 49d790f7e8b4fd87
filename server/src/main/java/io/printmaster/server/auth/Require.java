package io.printmaster.server.auth;

import io.printmaster.server.http.Access;
import io.printmaster.server.store.Role;

/// The requirements that a route can name besides [Access#ANYONE].
public sealed interface Require extends Access {

    /// A living agent token; the principal is a [Caller.Agent].
    record AgentToken() implements Require {
        @Override
        public String word() {
            return "agent";
        }
    }

    /// A living agent token, which may also come as the query's `token`: agents of the Go program open their live
    /// channel with it there. The query is never logged. The principal is a [Caller.Agent].
    record LiveAgentToken() implements Require {
        @Override
        public String word() {
            return "agent";
        }
    }

    /// A signed-in person of at least this role; the principal is a [Caller.Person]. Methods other than GET and
    /// HEAD also need the session's anti-forgery token, as header `X-CSRF-Token` or form field `csrf_token`. A
    /// person whose password must be changed is turned away with code `password_change_required`.
    record Person(Role role) implements Require {
        @Override
        public String word() {
            return "role:" + role.word();
        }
    }

    /// A signed-in person of any role, also one whose password must be changed: for changing it and signing out.
    record AnyPerson() implements Require {
        @Override
        public String word() {
            return "signed-in";
        }
    }

    /// An agent.
    static Access agent() {
        return new AgentToken();
    }

    /// An agent that opens its live channel.
    static Access liveAgent() {
        return new LiveAgentToken();
    }

    /// A person of at least this role.
    static Access role(Role role) {
        return new Person(role);
    }

    /// Any signed-in person.
    static Access signedIn() {
        return new AnyPerson();
    }
}
