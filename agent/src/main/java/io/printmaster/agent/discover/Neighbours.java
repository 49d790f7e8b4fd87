package io.printmaster.agent.discover;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What the kernel knows of the addresses on its links: who is there, and who did not answer when it asked
/// for them. Immutable.
///
/// @param present those with a hardware address
/// @param absent  those that it asks for now or has asked for in vain
public record Neighbours(Set<InetAddress> present, Set<InetAddress> absent) {
    /// Nothing is known, as on systems without such a table.
    public static final Neighbours NONE = new Neighbours(Set.of(), Set.of());

    /// Where Linux tells it.
    public static final Path TABLE = Path.of("/proc/net/arp");

    private static final int COMPLETE = 0x2;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /// Copies.
    public Neighbours {
        present = Set.copyOf(present);
        absent = Set.copyOf(absent);
    }

    /// Reads the table; a file that is not there or cannot be understood tells nothing.
    public static Neighbours read(Path table) {
        try {
            return parse(Files.readAllLines(table, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return NONE;
        }
    }

    /// The form of `/proc/net/arp`: a heading, then address, hardware type, flags, hardware address, mask, device.
    static Neighbours parse(List<String> lines) {
        Set<InetAddress> present = new LinkedHashSet<>();
        Set<InetAddress> absent = new HashSet<>();
        for (String line : lines) {
            String[] words = BLANKS.split(line.strip(), -1);
            if (words.length >= 4 && words[0].matches("[0-9.]{7,15}") && words[2].matches("0x[0-9a-fA-F]{1,4}")) {
                try {
                    boolean complete = (Integer.parseInt(words[2].substring(2), 16) & COMPLETE) != 0;
                    (complete ? present : absent).add(InetAddress.ofLiteral(words[0]));
                } catch (IllegalArgumentException e) {
                    // A line that is no address; the others count.
                }
            }
        }
        absent.removeAll(present);
        return new Neighbours(present, absent);
    }
}
