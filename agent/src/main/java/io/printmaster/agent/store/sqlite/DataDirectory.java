package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.StoreFault;
import io.printmaster.program.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The agent's data directory, mode 0700, held by one process at a time through a lock on `agent.lock`. The lock ends
/// with the process, however it ends.
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Makes the directory if needed and takes it.
    ///
    /// @throws StoreFault IN_USE when another agent has it, NOT_WRITABLE when it cannot be made or written
    public static DataDirectory take(Path path) {
        Path file = path.resolve("agent.lock");
        try {
            PrivateFiles.createDirectory(path);
            PrivateFiles.createFile(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel)) {
                channel.truncate(0);
                String owner = Long.toString(ProcessHandle.current().pid());
                channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.US_ASCII)));
                return new DataDirectory(path, channel);
            }
            channel.close();
            throw new StoreFault(
                    StoreFault.Kind.IN_USE,
                    "another agent (process " + owner(file) + ") uses " + path
                            + "; stop it, or give this one another [storage] data_dir",
                    null);
        } catch (IOException e) {
            throw new StoreFault(
                    StoreFault.Kind.NOT_WRITABLE,
                    "the data directory " + path + " cannot be written by this user; change its owner, or set [storage]"
                            + " data_dir",
                    e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String owner(Path file) {
        try {
            String pid = Files.readString(file).strip();
            return pid.matches("\\d{1,10}") ? pid : "unknown";
        } catch (IOException e) {
            return "unknown";
        }
    }

    /// Where it is.
    public Path path() {
        return path;
    }

    /// Gives it back; what is open in it must be closed before.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreFault(StoreFault.Kind.FAILED, "the lock of " + path + " cannot be given back", e);
        }
    }
}
