package io.printmaster.agent.run;

import io.printmaster.program.PrivateFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How `status`, `join` and `leave` reach the agent that runs: a Unix-domain socket in the data directory, mode
/// 0600, so that nothing listens on the network. One line of JSON asks, one line answers, and the connection ends.
final class ControlSocket implements AutoCloseable {
    /// Its name in the data directory.
    static final String FILE_NAME = "agent.sock";

    private static final Logger log = LoggerFactory.getLogger(ControlSocket.class);
    private static final int MAX_LINE = 128 * 1024;
    private static final int MAX_CALLERS = 8;

    private final Path file;
    private final UnaryOperator<String> answers;
    private final Semaphore callers = new Semaphore(MAX_CALLERS);
    private @Nullable ServerSocketChannel channel;

    /// Opens nothing yet.
    ///
    /// @param answers called on several threads at once
    ControlSocket(Path dataDirectory, UnaryOperator<String> answers) {
        this.file = dataDirectory.resolve(FILE_NAME);
        this.answers = answers;
    }

    /// Starts to listen. Where that cannot be (a path of more than about 100 characters, a file system without
    /// sockets), the agent runs without it and says so.
    void start() {
        try {
            Files.deleteIfExists(file);
            ServerSocketChannel open = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            open.bind(UnixDomainSocketAddress.of(file));
            PrivateFiles.createFile(file);
            channel = open;
            Thread.ofVirtual().name("control").start(() -> accept(open));
        } catch (IOException | UnsupportedOperationException e) {
            log.atWarn()
                    .addKeyValue("socket", file)
                    .addKeyValue("error", e.getMessage())
                    .log("Commands cannot reach the running agent");
        }
    }

    private void accept(ServerSocketChannel open) {
        while (open.isOpen()) {
            try {
                SocketChannel caller = open.accept();
                if (callers.tryAcquire()) {
                    Thread.ofVirtual().name("control-caller").start(() -> serve(caller));
                } else {
                    caller.close();
                }
            } catch (IOException e) {
                if (open.isOpen()) {
                    log.atDebug().addKeyValue("error", e.getMessage()).log("Control connection failed");
                }
            }
        }
    }

    private void serve(SocketChannel caller) {
        try (caller) {
            Optional<String> question = line(caller);
            if (question.isPresent()) {
                write(caller, answers.apply(question.get()));
            }
        } catch (IOException e) {
            log.atDebug().addKeyValue("error", e.getMessage()).log("Control connection broke");
        } finally {
            callers.release();
        }
    }

    /// Asks the agent that runs in a data directory; empty when none does.
    static Optional<String> ask(Path dataDirectory, String question) throws IOException {
        Path file = dataDirectory.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        SocketChannel channel;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(file));
        } catch (IOException | UnsupportedOperationException e) {
            // Left over from an agent that was killed.
            return Optional.empty();
        }
        try (channel) {
            write(channel, question);
            return line(channel);
        }
    }

    private static Optional<String> line(SocketChannel channel) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() >= MAX_LINE) {
                throw new IOException("a control line of more than " + MAX_LINE + " characters");
            }
            line.append((char) c);
        }
        return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
    }

    private static void write(SocketChannel channel, String line) throws IOException {
        OutputStream out = Channels.newOutputStream(channel);
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// Stops listening and removes the socket's file.
    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.atDebug().addKeyValue("error", e.getMessage()).log("Control socket was not removed");
        }
    }
}
