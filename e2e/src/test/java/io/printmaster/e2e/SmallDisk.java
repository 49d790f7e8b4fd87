package io.printmaster.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A file system of a few megabytes in memory, mounted for a test, that can be full. Needs the right to mount; without
/// it the calling test is skipped.
final class SmallDisk implements AutoCloseable {
    private final Programs programs;
    private final Path folder;

    private SmallDisk(Programs programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
    }

    /// @param folder where it appears; made if needed
    static SmallDisk mount(Programs programs, Path folder, int megabytes) throws IOException {
        Files.createDirectories(folder);
        SmallDisk disk = new SmallDisk(programs, folder);
        String size = "size=" + megabytes + "m,mode=0700";
        ProgramUnderTest mount = disk.run(Peers.need("mount"), "-t", "tmpfs", "-o", size, "tmpfs", folder.toString());
        Skip.unless(
                mount.awaitExit(Duration.ofSeconds(10)) == 0,
                "this user may not mount a small disk: " + mount.errText());
        return programs.closing(disk);
    }

    Path folder() {
        return folder;
    }

    /// Takes all the room that is left.
    void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            for (; ; ) {
                out.write(block);
            }
        } catch (IOException full) {
            if (Files.size(ballast()) == 0) {
                throw full;
            }
        }
    }

    /// Gives it back.
    void makeRoom() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    private ProgramUnderTest run(Path command, String... words) {
        List<String> all = new ArrayList<>(List.of(command.toString()));
        all.addAll(List.of(words));
        ProgramUnderTest program = programs.start(command.getFileName().toString(), folder.getParent(), Map.of(), all);
        program.awaitExit(Duration.ofSeconds(10));
        return program;
    }

    @Override
    public void close() {
        run(Peers.need("umount"), "--lazy", folder.toString());
    }
}
