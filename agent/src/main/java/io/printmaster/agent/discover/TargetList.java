package io.printmaster.agent.discover;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;

/// The addresses of a search, held as ranges: a /16 costs no more memory than one address. Immutable,
/// thread-safe.
///
/// Host names are resolved when their address is asked for, not before.
public final class TargetList {
    /// More than this is a mistake in the settings rather than a site.
    public static final long DEFAULT_MAX_ADDRESSES = 1 << 18;

    /// No address at all: only those who answer a call to everybody can be met.
    public static final TargetList NONE = new TargetList(List.of(), 0);

    private final List<TargetSpec> specs;
    private final long[] ends;
    private final long excluded;

    private TargetList(List<TargetSpec> specs, long excluded) {
        this.specs = distinct(specs);
        this.ends = new long[this.specs.size()];
        this.excluded = excluded;
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += this.specs.get(i).size();
            ends[i] = end;
        }
    }

    /// Ranges that overlap are cut, so that no address comes twice.
    private static List<TargetSpec> distinct(List<TargetSpec> specs) {
        List<TargetSpec> all = new ArrayList<>();
        for (TargetSpec spec : specs) {
            List<TargetSpec> parts = List.of(spec);
            for (TargetSpec before : all) {
                parts = without(parts, before);
            }
            all.addAll(parts);
        }
        return List.copyOf(all);
    }

    private static List<TargetSpec> without(List<TargetSpec> specs, TargetSpec gone) {
        return specs.stream().flatMap(spec -> spec.without(gone).stream()).toList();
    }

    /// What remains when others are left out; may be nothing.
    public TargetList without(TargetList gone) {
        List<TargetSpec> rest = specs;
        for (TargetSpec spec : gone.specs) {
            rest = without(rest, spec);
        }
        return new TargetList(rest, size() - new TargetList(rest, 0).size());
    }

    /// How many addresses were left out on purpose.
    public long excluded() {
        return excluded;
    }

    /// The position of an address; -1 when it is none of these. Host names are not looked at.
    long position(InetAddress address) {
        for (int i = 0; i < ends.length; i++) {
            long begin = i == 0 ? 0 : ends[i - 1];
            switch (specs.get(i)) {
                case TargetSpec.V4Range(long first, long last) -> {
                    long number = address instanceof Inet4Address ? OwnNetworks.number(address) : -1;
                    if (number >= first && number <= last) {
                        return begin + number - first;
                    }
                }
                case TargetSpec.V6 six -> {
                    if (six.address().equals(address)) {
                        return begin;
                    }
                }
                case TargetSpec.Host _ -> {}
            }
        }
        return -1;
    }

    /// Reads every text; see [TargetSpec#parse].
    ///
    /// @throws IllegalArgumentException with every problem on a line of its own, and when there is
    ///      nothing to do or more than `maxAddresses` addresses
    public static TargetList parse(List<String> texts, long maxAddresses) {
        List<TargetSpec> specs = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String text : texts) {
            try {
                specs.add(TargetSpec.parse(text));
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return of(specs, maxAddresses);
    }

    /// A list of what was already read.
    ///
    /// @throws IllegalArgumentException when there is nothing to do or more than `maxAddresses`
    ///      addresses
    public static TargetList of(List<TargetSpec> specs, long maxAddresses) {
        TargetList list = new TargetList(specs, 0);
        if (list.size() == 0) {
            throw new IllegalArgumentException("no targets: name at least one address, range, network or host");
        }
        return list.bounded(maxAddresses);
    }

    /// Itself.
    ///
    /// @throws IllegalArgumentException when it is more than `maxAddresses` addresses
    public TargetList bounded(long maxAddresses) {
        if (size() > maxAddresses) {
            throw new IllegalArgumentException("the targets are " + size() + " addresses; at most " + maxAddresses
                    + " are searched at once: name smaller networks");
        }
        return this;
    }

    /// How many addresses; a host name counts as one.
    public long size() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /// The address at a position from 0.
    ///
    /// @throws UnknownHostException for a host name that does not resolve
    public InetAddress address(long position) throws UnknownHostException {
        if (position < 0 || position >= size()) {
            throw new NoSuchElementException("no target at position " + position);
        }
        int i = 0;
        while (ends[i] <= position) {
            i++;
        }
        return switch (specs.get(i)) {
            case TargetSpec.V4Range r -> v4(r.last() - (ends[i] - 1 - position));
            case TargetSpec.V6 v -> v.address();
            case TargetSpec.Host h -> InetAddress.getByName(h.name());
        };
    }

    /// The specifications this list was made of.
    public List<TargetSpec> specs() {
        return specs;
    }

    /// All addresses in order, made one by one; host names that do not resolve are left out.
    public Iterator<InetAddress> iterator() {
        return LongStream.range(0, size())
                .mapToObj(this::resolved)
                .flatMap(List::stream)
                .iterator();
    }

    private List<InetAddress> resolved(long position) {
        try {
            return List.of(address(position));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static InetAddress v4(long number) throws UnknownHostException {
        return InetAddress.getByAddress(
                new byte[] {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number});
    }
}
