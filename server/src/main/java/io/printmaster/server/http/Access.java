package io.printmaster.server.http;

/// Whom a route lets in. Every route names one, so that the table of routes can be read, and tested, as the list
/// of permissions. What a requirement other than [#ANYONE] means is the [Authenticator]'s business.
public interface Access {

    /// No proof needed.
    Access ANYONE = new Access() {
        @Override
        public String word() {
            return "anyone";
        }

        @Override
        public String toString() {
            return word();
        }
    };

    /// The requirement in a word for lists, such as `agent` or `role:viewer`.
    String word();
}
