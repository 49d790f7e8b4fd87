package io.printmaster.server.http;

/// What is done with a WebSocket connection (see [Response#channel]). [#opened] comes first, then [#text] one at a
/// time, [#closed] last; all of them on virtual threads, which may wait. While a message is worked on the next is
/// not read, so that a sender that is too fast is slowed down.
public interface ChannelHandler {

    /// The connection is open. Nothing is read before this returns; an exception cuts it.
    void opened(Channel channel);

    /// A whole text message.
    void text(String message);

    /// Anything at all came, also a ping. Must be quick: it runs on the listener's thread.
    void heard();

    /// The connection is gone.
    ///
    /// @param reason for the log
    void closed(String reason);
}
