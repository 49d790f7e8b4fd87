package io.printmaster.agent.run;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The addresses on its links whose hardware addresses the kernel knows, where it tells them (`/proc/net/arp`).
record NeighbourTable(List<String> lines) {
    private static final int COMPLETE = 0x2;

    static NeighbourTable ofThisMachine() {
        try {
            return new NeighbourTable(Files.readAllLines(Path.of("/proc/net/arp"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return new NeighbourTable(List.of());
        }
    }

    /// Whether it has a hardware address for this one; empty where there is no such table, and for IPv6.
    Optional<Boolean> holds(InetAddress address) {
        if (lines.isEmpty() || !(address instanceof Inet4Address)) {
            return Optional.empty();
        }
        return Optional.of(lines.stream().anyMatch(line -> isEntry(line, address.getHostAddress())));
    }

    private static boolean isEntry(String line, String address) {
        String[] words = line.strip().split("\\s+", -1);
        return words.length >= 4
                && words[0].equals(address)
                && words[2].matches("0x[0-9a-fA-F]{1,4}")
                && (Integer.parseInt(words[2].substring(2), 16) & COMPLETE) != 0;
    }
}
