package io.printmaster.agent.discover;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One thing that people write to say where to look: an address, a range, a network or a host name.
public sealed interface TargetSpec {

    /// Addresses from `first` to `last`, both included, as unsigned 32-bit numbers.
    record V4Range(long first, long last) implements TargetSpec {
        /// @throws IllegalArgumentException when the range runs backwards
        public V4Range {
            if (first < 0 || last > 0xFFFF_FFFFL || first > last) {
                throw new IllegalArgumentException("an address range runs from the lower to the higher address");
            }
        }
    }

    /// One IPv6 address.
    record V6(InetAddress address) implements TargetSpec {}

    /// A name to be resolved when the search starts.
    record Host(String name) implements TargetSpec {}

    /// How many addresses this is; a host name counts as one.
    default long size() {
        return switch (this) {
            case V4Range r -> r.last - r.first + 1;
            case V6 v -> 1;
            case Host h -> 1;
        };
    }

    /// What of it remains without the other.
    default List<TargetSpec> without(TargetSpec gone) {
        if (!(this instanceof V4Range(long first, long last)) || !(gone instanceof V4Range(long from, long to))) {
            return equals(gone) ? List.of() : List.of(this);
        }
        if (to < first || from > last) {
            return List.of(this);
        }
        List<TargetSpec> rest = new ArrayList<>();
        if (first < from) {
            rest.add(new V4Range(first, from - 1));
        }
        if (to < last) {
            rest.add(new V4Range(to + 1, last));
        }
        return rest;
    }

    /// Reads `10.0.0.7`, `10.0.0.1-254`, `10.0.0.1-10.0.1.20`, `10.0.0.0/24`, `2001:db8::7`,
    /// `printer.example.org`.
    ///
    /// A network of more than two addresses means its hosts: without the network's own and the
    /// broadcast address.
    ///
    /// @throws IllegalArgumentException with a message for people that quotes the text and says what is
    ///      wrong with it
    static TargetSpec parse(String text) {
        String plain = text.strip();
        if (plain.isEmpty()) {
            throw new IllegalArgumentException("an empty target: write an address, range, network or host name");
        }
        if (plain.contains(":")) {
            return Syntax.v6(plain);
        }
        if (plain.contains("/")) {
            return Syntax.network(plain);
        }
        Matcher range = Syntax.RANGE.matcher(plain);
        if (range.matches()) {
            return Syntax.range(plain, range.group(1), range.group(2));
        }
        if (Syntax.LOOKS_NUMERIC.matcher(plain).matches()) {
            long address = Syntax.v4(plain, plain);
            return new V4Range(address, address);
        }
        if (plain.length() > 253 || !Syntax.HOST.matcher(plain).matches()) {
            throw Syntax.bad(plain, "is neither an address nor a host name");
        }
        return new Host(plain);
    }

    /// The grammar's parts, apart from the meaning.
    final class Syntax {
        private static final Pattern LOOKS_NUMERIC = Pattern.compile("[0-9.]+");
        private static final Pattern RANGE = Pattern.compile("([0-9.]+)\\s*-\\s*([0-9.]+)");
        private static final Pattern HOST =
                Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_-]{1,63})*\\.?");

        private Syntax() {}

        private static IllegalArgumentException bad(String text, String why) {
            String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text;
            return new IllegalArgumentException("target \"" + shown + "\" " + why);
        }

        private static TargetSpec v6(String text) {
            if (text.contains("/")) {
                throw bad(text, "is an IPv6 network, which is too large to try every address: name single addresses");
            }
            String plain = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
            try {
                if (plain.matches("[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?")) {
                    InetAddress address = InetAddress.getByName(plain);
                    if (address instanceof Inet4Address) {
                        long number = new BigInteger(1, address.getAddress()).longValueExact();
                        return new V4Range(number, number);
                    }
                    return new V6(address);
                }
            } catch (UnknownHostException e) {
                throw bad(text, "is not an IPv6 address that this machine can use");
            }
            throw bad(text, "is not an IPv6 address");
        }

        private static TargetSpec network(String text) {
            int slash = text.indexOf('/');
            long address = v4(text.substring(0, slash), text);
            int length = number(text.substring(slash + 1), 32, text, "has a prefix length that is not 0 to 32");
            long size = 1L << (32 - length);
            long first = address & -size & 0xFFFF_FFFFL;
            long last = first + size - 1;
            return size > 2 ? new V4Range(first + 1, last - 1) : new V4Range(first, last);
        }

        private static TargetSpec range(String text, String from, String to) {
            long first = v4(from, text);
            long last = to.contains(".")
                    ? v4(to, text)
                    : (first & 0xFFFF_FF00L) | number(to, 255, text, "ends in a number that is not 0 to 255");
            if (first > last) {
                throw bad(text, "runs backwards: write the lower address first");
            }
            return new V4Range(first, last);
        }

        private static long v4(String address, String whole) {
            String[] parts = address.strip().split("\\.", -1);
            if (parts.length != 4) {
                throw bad(whole, "is not an IPv4 address: four numbers from 0 to 255 with dots between are needed");
            }
            long value = 0;
            for (String part : parts) {
                value = value << 8
                        | number(part, 255, whole, "is not an IPv4 address: each of its numbers is 0 to 255");
            }
            return value;
        }

        private static int number(String digits, int max, String whole, String why) {
            String plain = digits.strip();
            if (!plain.matches("[0-9]{1,3}") || Integer.parseInt(plain) > max) {
                throw bad(whole, why);
            }
            return Integer.parseInt(plain);
        }
    }
}
