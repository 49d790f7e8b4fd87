package io.printmaster.server.web;

import io.printmaster.wire.JoinString;

/// Makes the line to paste at a new site from a join token: who runs the server knows its address and its CA.
@FunctionalInterface
public interface JoinLines {

    /// The join string that carries this token.
    ///
    /// @param token told once; not to be logged
    JoinString of(String token);
}
