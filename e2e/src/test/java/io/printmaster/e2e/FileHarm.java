package io.printmaster.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/// What disks, cables and power cuts do to files: bits that are not what they were, an end that is missing, pages of
/// zeros. The same seed does the same.
final class FileHarm {
    private static final int PAGE = 4096;

    private FileHarm() {}

    /// Harms it in one way at some place.
    ///
    /// @return what was done, for a failed test's report
    static String any(Path file, Random chance) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length == 0) {
            return "nothing, it is empty";
        }
        String what = switch (chance.nextInt(3)) {
            case 0 -> flip(bytes, chance);
            case 1 -> {
                bytes = Arrays.copyOf(bytes, chance.nextInt(bytes.length));
                yield "cut off after " + bytes.length;
            }
            default -> zero(bytes, chance);
        };
        Files.write(file, bytes);
        return file.getFileName() + ": " + what;
    }

    private static String flip(byte[] bytes, Random chance) {
        StringBuilder where = new StringBuilder("bits flipped at");
        for (int i = 1 + chance.nextInt(8); i > 0; i--) {
            int at = chance.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << chance.nextInt(8));
            where.append(' ').append(at);
        }
        return where.toString();
    }

    private static String zero(byte[] bytes, Random chance) {
        int from = chance.nextInt(bytes.length) / PAGE * PAGE;
        int to = Math.min(bytes.length, from + PAGE * (1 + chance.nextInt(3)));
        Arrays.fill(bytes, from, to, (byte) 0);
        return "zeros from " + from + " to " + to;
    }
}
