package io.printmaster.simulator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of 127.0.0.0/8 whose addresses simulated printers take. Addresses that end in 0 or 255 are left out. Only
/// loopback, so that a simulation never shows up in somebody's network.
///
/// @param base the first address as a number
/// @param prefix how many bits are fixed, 8 to 32
public record LoopbackNetwork(int base, int prefix) {
    private static final Pattern CIDR = Pattern.compile("(127)\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    /// Reads the form `127.10.0.0/16`.
    ///
    /// @throws IllegalArgumentException with what is wrong
    public static LoopbackNetwork parse(String cidr) {
        Matcher matcher = CIDR.matcher(cidr);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a network is written like 127.10.0.0/16, not '" + cidr + "'");
        }
        int address = 0;
        for (int i = 1; i <= 4; i++) {
            int octet = Integer.parseInt(matcher.group(i));
            if (octet > 255) {
                throw new IllegalArgumentException("no part of an address is above 255: " + cidr);
            }
            address = address << 8 | octet;
        }
        int prefix = Integer.parseInt(matcher.group(5));
        if (prefix < 8 || prefix > 32) {
            throw new IllegalArgumentException("the prefix of a network must be 8 to 32: " + cidr);
        }
        int mask = -1 << (32 - prefix);
        return new LoopbackNetwork(address & mask, prefix);
    }

    /// `count` addresses in ascending order, next to each other or spread evenly over the whole network.
    ///
    /// @throws IllegalArgumentException when the network is too small
    public List<InetAddress> addresses(int count, boolean spread) {
        long size = 1L << (32 - prefix);
        long usable = prefix > 24 ? countUsable(size) : size / 256 * 254;
        if (count > usable) {
            throw new IllegalArgumentException("the network " + this + " has " + usable + " addresses, too few for "
                    + count + " printers; take a larger one, as 127.10.0.0/16");
        }
        long step = spread && count > 0 ? Math.max(1, size / (count + 1)) : 1;
        List<InetAddress> addresses = new ArrayList<>(count);
        long offset = 0;
        while (addresses.size() < count) {
            if (isUsable(offset)) {
                addresses.add(address(offset));
                offset += step;
            } else {
                offset++;
            }
        }
        return addresses;
    }

    private long countUsable(long size) {
        long usable = 0;
        for (long offset = 0; offset < size; offset++) {
            usable += isUsable(offset) ? 1 : 0;
        }
        return usable;
    }

    private boolean isUsable(long offset) {
        int last = (int) (base + offset) & 0xFF;
        return last != 0 && last != 255;
    }

    private InetAddress address(long offset) {
        int value = (int) (base + offset);
        byte[] octets = {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }

    /// Written as it was read.
    @Override
    public String toString() {
        return (base >>> 24) + "." + (base >>> 16 & 0xFF) + "." + (base >>> 8 & 0xFF) + "." + (base & 0xFF) + "/"
                + prefix;
    }
}
