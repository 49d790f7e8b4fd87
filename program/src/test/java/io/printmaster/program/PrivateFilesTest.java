package io.printmaster.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no POSIX permissions there")
final class PrivateFilesTest {

    @Test
    void everythingMade_belongsToItsOwnerAlone(@TempDir Path dir) throws IOException {
        Path directory = dir.resolve("a/b");
        PrivateFiles.createDirectory(directory);
        PrivateFiles.createFile(directory.resolve("db"));
        PrivateFiles.write(directory.resolve("key"), new byte[] {1});

        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("db"))).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("key"))).isEqualTo("rw-------");
    }

    @Test
    void write_replacesTheWholeFile_andTightensItsMode(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("key");
        Files.writeString(file, "longer than before");
        PrivateFiles.write(file, "new".getBytes(StandardCharsets.UTF_8));

        assertThat(file).hasContent("new");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(dir.toFile().list()).containsExactly("key");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
