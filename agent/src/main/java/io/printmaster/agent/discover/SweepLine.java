package io.printmaster.agent.discover;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The sockets through which a sweep asks and hears. For one thread.
public interface SweepLine extends AutoCloseable {

    /// What came in. The buffer is the line's own and holds until the next call.
    record Heard(InetAddress from, ByteBuffer datagram) {}

    /// How a line is made, when a sweep begins.
    @FunctionalInterface
    interface Opening {
        /// Opens its sockets.
        ///
        /// @throws IOException when there is no socket to be had
        SweepLine open() throws IOException;
    }

    /// Sends one datagram.
    ///
    /// @return false when the kernel has taken nothing because its buffers are full, as it does without a
    ///         word while many neighbours are being resolved: nothing was sent, and the caller must try
    ///         again later
    /// @throws IOException when this machine has no way to the address
    boolean send(byte[] datagram, InetSocketAddress to) throws IOException;

    /// Waits for one datagram; at once when the patience is not positive.
    ///
    /// @return null when none came in time
    /// @throws IOException when the sockets are closed
    @Nullable
    Heard receive(Duration patience) throws IOException;

    @Override
    void close();
}
