package io.printmaster.server.http;

/// An open WebSocket connection. Thread-safe; nothing here waits for the other side.
public interface Channel {

    /// Sends a text message. What the other side does not take fast enough piles up to a bound; beyond it the
    /// connection is cut, because a message left out would be worse.
    ///
    /// @return false when the connection is closed, or was cut just now
    boolean send(String text);

    /// Asks the other side for a sign of life.
    void ping();

    /// Says goodbye and closes.
    ///
    /// @param code   RFC 6455, 7.4
    /// @param reason for the other side's log, at most 100 characters
    void close(int code, String reason);

    /// Cuts the connection without a word: the other side does not listen any more.
    void cut();
}
