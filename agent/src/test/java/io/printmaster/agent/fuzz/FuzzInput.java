package io.printmaster.agent.fuzz;

import java.util.Arrays;

/// One input of the fuzzer, taken apart into numbers and octets; at its end everything is 0 or empty, so that every
/// input means something. For one thread.
public final class FuzzInput {
    private static final int REPEATED = 250;
    private static final int MAX_OCTETS = 1 << 16;

    private final byte[] octets;
    private int at;

    /// Reads from the beginning.
    public FuzzInput(byte[] octets) {
        this.octets = octets.clone();
    }

    /// Whether everything has been read.
    public boolean isEmpty() {
        return at >= octets.length;
    }

    /// The next octet, 0 to 255.
    public int octet() {
        return isEmpty() ? 0 : octets[at++] & 0xFF;
    }

    /// One of so many choices.
    public int choice(int choices) {
        return octet() % choices;
    }

    /// The next four octets as a number of either sign.
    public int number() {
        return octet() << 24 | octet() << 16 | octet() << 8 | octet();
    }

    /// A run of octets with its length in front. The highest lengths stand for a short run that is repeated up to
    /// 64 KiB: devices send such texts, and no corpus has to hold them.
    public byte[] run() {
        int length = octet();
        if (length < REPEATED) {
            return take(length);
        }
        byte[] piece = take(16);
        byte[] whole = new byte[piece.length == 0 ? 0 : MAX_OCTETS >> (255 - length)];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = piece[i % piece.length];
        }
        return whole;
    }

    /// So many octets, or what is left.
    public byte[] octets(int wanted) {
        return take(wanted);
    }

    /// Everything that is left.
    public byte[] rest() {
        return take(octets.length - at);
    }

    private byte[] take(int wanted) {
        int end = Math.min(octets.length, at + Math.max(0, wanted));
        byte[] taken = Arrays.copyOfRange(octets, Math.min(at, end), end);
        at = end;
        return taken;
    }
}
