package io.printmaster.server.run;

import io.printmaster.program.PrivateFiles;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// The file of a backup: a ZIP archive of what a data directory needs.
final class BackupFile {
    /// Beside the database: without its authority, no agent would know the server again.
    private static final List<String> KEYS = List.of("tls/ca.key", "tls/ca.pem", "tls/server.key", "tls/server.pem");

    private static final String SETTINGS = "server.ini";
    private static final int MAX_SMALL = 1 << 20;

    private BackupFile() {}

    /// Writes the whole file or nothing.
    ///
    /// @param copy         of the database
    /// @param databaseOnly leaves keys and settings out
    static void write(Path file, Path copy, Path dataDirectory, boolean databaseOnly) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        PrivateFiles.createFile(beside);
        try (OutputStream out = Files.newOutputStream(beside);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            add(zip, SqliteStore.FILE, copy);
            if (!databaseOnly) {
                for (String name : KEYS) {
                    add(zip, name, dataDirectory.resolve(name));
                }
                add(zip, SETTINGS, dataDirectory.resolve(SETTINGS));
            }
        }
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            zip.putNextEntry(new ZipEntry(name));
            Files.copy(file, zip);
            zip.closeEntry();
        }
    }

    /// Unpacks into a directory, each file for its owner only.
    ///
    /// @return the names of what was in it
    /// @throws IOException also when it is no backup, with a message for people
    static List<String> unpack(Path file, Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                String name = entry.getName();
                boolean small = KEYS.contains(name) || name.equals(SETTINGS);
                if (!name.equals(SqliteStore.FILE) && !small) {
                    throw new IOException(file + " is no backup of a server: it holds " + name.length()
                            + " characters of a name that none has");
                }
                if (small && entry.getSize() > MAX_SMALL) {
                    throw new IOException(file + " is no backup of a server: " + name + " is too large");
                }
                Path target = directory.resolve(name);
                PrivateFiles.createDirectory(Objects.requireNonNull(target.getParent()));
                PrivateFiles.createFile(target);
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                }
                PrivateFiles.createFile(target);
                names.add(name);
            }
        } catch (ZipException e) {
            throw new IOException(file + " is no backup of a server, or is damaged: " + e.getMessage(), e);
        }
        if (!names.contains(SqliteStore.FILE)) {
            throw new IOException(file + " is no backup of a server: there is no database in it");
        }
        return names;
    }
}
