package io.printmaster.server.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/// Where the programs of PostgreSQL are: unpacked from the class path, once a machine, or as Debian has them.
final class PostgresClusterBinaries {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private PostgresClusterBinaries() {}

    /// The folder of `initdb` and `postgres`; empty where there are none.
    static Optional<Path> find() throws IOException, InterruptedException {
        boolean fits = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64")
                && PostgresClusterBinaries.class.getResource(ARCHIVE) != null;
        return fits ? Optional.of(unpacked().resolve("bin")) : debian();
    }

    private static Optional<Path> debian() throws IOException {
        Path all = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(all)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.naturalOrder());
        }
    }

    private static Path unpacked() throws IOException, InterruptedException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        long size = PostgresClusterBinaries.class
                .getResource(ARCHIVE)
                .openConnection()
                .getContentLengthLong();
        Path place = temporary.resolve(
                "printmaster-test-postgres-" + System.getProperty("user.name") + "-" + Long.toHexString(size));
        if (Files.isExecutable(place.resolve("bin/postgres"))) {
            return place;
        }
        Path beside = Files.createTempDirectory(temporary, "printmaster-test-postgres-");
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rwxr-xr-x"));
        Process tar = new ProcessBuilder(List.of("tar", "-x", "-C", beside.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream packed = PostgresClusterBinaries.class.getResourceAsStream(ARCHIVE);
                OutputStream into = tar.getOutputStream()) {
            new XZInputStream(packed).transferTo(into);
        }
        if (tar.waitFor() != 0) {
            throw new IOException("tar cannot unpack PostgreSQL");
        }
        try {
            Files.move(beside, place);
        } catch (IOException e) {
            if (!Files.isExecutable(place.resolve("bin/postgres"))) {
                throw e;
            }
            // Another build was faster; ours lies about in the temporary folder until it is cleaned.
        }
        return place;
    }
}
