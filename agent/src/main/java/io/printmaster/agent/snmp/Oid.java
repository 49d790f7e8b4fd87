package io.printmaster.agent.snmp;

import java.util.Arrays;

/// An object identifier, ordered as SNMP walks do (RFC 3416: arc by arc, arcs unsigned). Immutable and
/// thread-safe.
public final class Oid implements Comparable<Oid> {
    /// The standard's limit of arcs.
    public static final int MAX_ARCS = 128;

    private final int[] arcs;

    private Oid(int[] arcs) {
        this.arcs = arcs;
    }

    /// An identifier of these arcs; negative numbers stand for arcs above 2^31.
    ///
    /// @throws IllegalArgumentException for more than [#MAX_ARCS] arcs
    public static Oid of(int... arcs) {
        return own(arcs.clone());
    }

    /// @param arcs nobody else's
    private static Oid own(int[] arcs) {
        if (arcs.length > MAX_ARCS) {
            throw new IllegalArgumentException("an OID has at most " + MAX_ARCS + " arcs");
        }
        return new Oid(arcs);
    }

    /// Reads `1.3.6.1`, with or without a leading dot (some devices send one).
    ///
    /// @throws IllegalArgumentException for anything else
    public static Oid parse(String dotted) {
        String plain = dotted.startsWith(".") ? dotted.substring(1) : dotted;
        String[] parts = plain.split("\\.", MAX_ARCS + 1);
        int[] arcs = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                arcs[i] = Integer.parseUnsignedInt(parts[i]);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("not an object identifier, such as 1.3.6.1.2.1.1.1.0", e);
            }
        }
        return of(arcs);
    }

    /// This identifier with more arcs behind it.
    public Oid child(int... more) {
        int[] longer = Arrays.copyOf(arcs, arcs.length + more.length);
        System.arraycopy(more, 0, longer, arcs.length, more.length);
        return own(longer);
    }

    /// This identifier followed by another.
    public Oid append(Oid tail) {
        return child(tail.arcs);
    }

    /// Whether this is the prefix itself or lies below it.
    public boolean startsWith(Oid prefix) {
        return arcs.length >= prefix.arcs.length
                && Arrays.equals(arcs, 0, prefix.arcs.length, prefix.arcs, 0, prefix.arcs.length);
    }

    /// What follows the first `count` arcs; in a table cell with the column's length, the row's index.
    public Oid after(int count) {
        return new Oid(Arrays.copyOfRange(arcs, Math.min(count, arcs.length), arcs.length));
    }

    /// The identifier just before this one among instances: GETNEXT on it gives this instance if it
    /// exists.
    public Oid predecessor() {
        int last = arcs.length - 1;
        if (last < 0 || arcs[last] == 0) {
            return new Oid(Arrays.copyOf(arcs, Math.max(0, last)));
        }
        int[] before = arcs.clone();
        before[last]--;
        return new Oid(before);
    }

    /// The first `count` arcs.
    public Oid before(int count) {
        return new Oid(Arrays.copyOf(arcs, Math.clamp(count, 0, arcs.length)));
    }

    /// This identifier with its last arc one higher.
    public Oid successor() {
        int[] after = arcs.clone();
        after[arcs.length - 1]++;
        return new Oid(after);
    }

    /// How many arcs.
    public int size() {
        return arcs.length;
    }

    /// One arc, 0 to 2^32 - 1.
    public long arc(int position) {
        return Integer.toUnsignedLong(arcs[position]);
    }

    /// The arcs; negative numbers stand for arcs above 2^31.
    public int[] toArray() {
        return arcs.clone();
    }

    @Override
    public int compareTo(Oid other) {
        return Arrays.compareUnsigned(arcs, other.arcs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Oid oid && Arrays.equals(arcs, oid.arcs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(arcs);
    }

    @Override
    public String toString() {
        StringBuilder dotted = new StringBuilder(arcs.length * 4);
        for (int arc : arcs) {
            if (!dotted.isEmpty()) {
                dotted.append('.');
            }
            dotted.append(Integer.toUnsignedString(arc));
        }
        return dotted.toString();
    }
}
