package io.printmaster.agent.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Looks into the log beside a database (`-wal`, "WAL-mode File Format" of SQLite) that a killed process has left.
///
/// SQLite reads it up to the first frame whose checksum does not fit, and forgets without a word what was committed
/// after it. That is right for the end of a log that a power cut has torn, and wrong for a damaged one: so the two are
/// told apart here, and a damaged log can be made readable again for [Salvage].
final class WriteAheadLog {
    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int MAGIC = 0x377F0682;

    private final FileChannel channel;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private final int pageSize;
    private final long frames;

    /// The sum so far, as SQLite goes on with it from frame to frame.
    private int first;

    private int second;

    /// So many frames at the beginning are as they should be.
    private long good;

    private WriteAheadLog(FileChannel channel, int pageSize) throws IOException {
        this.channel = channel;
        this.pageSize = pageSize;
        this.frames = Math.max(0, channel.size() - HEADER) / (FRAME_HEADER + pageSize);
        read(header, 0);
    }

    /// Whether something was committed after a frame that is damaged, so that SQLite would forget it.
    ///
    /// @param database the database, not its log
    static boolean isDamaged(Path database) throws IOException {
        Path file = of(database);
        if (!Files.exists(file) || Files.size(file) <= HEADER) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            WriteAheadLog log = new WriteAheadLog(channel, pageSize(database));
            boolean broken = log.walk(false);
            return broken || log.good < told(database, log.header.getLong(16));
        }
    }

    /// How many frames of this log its index (`-shm`, "WAL-Index Format" of SQLite) counts as committed; 0 when it is
    /// not there or belongs to another log. It is written only after the frames are on the disk.
    private static long told(Path database, long salts) throws IOException {
        Path file = database.resolveSibling(database.getFileName() + "-shm");
        if (!Files.exists(file) || Files.size(file) < 136) {
            return 0;
        }
        ByteBuffer index = ByteBuffer.allocate(48).order(ByteOrder.nativeOrder());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.read(index, 0);
        }
        // The salts lie there as they do in the log.
        boolean ours = index.get(12) == 1
                && index.duplicate().order(ByteOrder.BIG_ENDIAN).getLong(32) == salts;
        return ours ? index.getInt(16) & 0xFFFF_FFFFL : 0;
    }

    /// Makes every frame count again, also the damaged ones: whoever reads it trusts nothing in it.
    static void mend(Path database) throws IOException {
        try (FileChannel channel = FileChannel.open(of(database), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            new WriteAheadLog(channel, pageSize(database)).walk(true);
        }
    }

    static Path of(Path database) {
        return database.resolveSibling(database.getFileName() + "-wal");
    }

    private static int pageSize(Path database) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(18);
        try (FileChannel channel = FileChannel.open(database, StandardOpenOption.READ)) {
            channel.read(start, 0);
        }
        int size = start.getShort(16) & 0xFFFF;
        boolean known = size >= 512 && Integer.bitCount(size) == 1;
        return known ? size : size == 1 ? 65_536 : 4_096;
    }

    private boolean walk(boolean mending) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER + pageSize);
        long salts = salts(frame);
        long last = -1;
        for (long i = frames - 1; i >= 0 && last < 0; i--) {
            last = salts == saltsOf(frame, i) ? i : -1;
        }
        boolean broken = header(mending, salts, last >= 0);
        int commitsAfter = 0;
        for (long i = 0; i <= last; i++) {
            long at = HEADER + i * (FRAME_HEADER + pageSize);
            read(frame, at);
            boolean commit = frame.getInt(4) != 0;
            int firstBefore = first;
            int secondBefore = second;
            add(frame, 0, 8);
            add(frame, FRAME_HEADER, pageSize);
            boolean fits = frame.getInt(16) == first && frame.getInt(20) == second && frame.getLong(8) == salts;
            if (!fits && mending) {
                frame.putLong(8, salts).putInt(16, first).putInt(20, second);
                write(frame, at);
            } else if (!fits && !broken) {
                broken = true;
                commitsAfter += commit ? 1 : 0;
                // What follows is judged by the salts alone: the sums are lost from here on.
                first = firstBefore;
                second = secondBefore;
            } else if (!broken) {
                good = i + 1;
            } else {
                commitsAfter += commit && frame.getLong(8) == salts ? 1 : 0;
            }
        }
        // Every commit is on the disk before the next begins, so that a power cut can tear the last one only.
        return broken && commitsAfter > 1;
    }

    /// @return whether it is broken
    private boolean header(boolean mending, long salts, boolean inUse) throws IOException {
        boolean magic = (header.getInt(0) & ~1) == MAGIC;
        if (!magic && mending) {
            header.putInt(0, MAGIC);
        }
        if (mending) {
            header.putInt(4, 3_007_000).putInt(8, pageSize).putLong(16, salts);
        }
        boolean fits = headerFits();
        if (mending) {
            header.putInt(24, first).putInt(28, second);
            write(header, 0);
        }
        return !fits && inUse;
    }

    private boolean headerFits() {
        first = 0;
        second = 0;
        add(header, 0, 24);
        return (header.getInt(0) & ~1) == MAGIC && header.getInt(24) == first && header.getInt(28) == second;
    }

    /// What marks the frames of this log as the newest: the header tells it, and the first two frames where it is
    /// damaged. A good header before frames of another mark is no damage: the log was about to be used
    /// anew, because all of it is in the database.
    private long salts(ByteBuffer frame) throws IOException {
        long told = header.getLong(16);
        if (headerFits() || frames == 0 || saltsOf(frame, 0) == told || (frames > 1 && saltsOf(frame, 1) == told)) {
            return told;
        }
        return saltsOf(frame, 0);
    }

    private long saltsOf(ByteBuffer frame, long index) throws IOException {
        ByteBuffer start = frame.duplicate().limit(FRAME_HEADER).slice();
        read(start, HEADER + index * (FRAME_HEADER + pageSize));
        return start.getLong(8);
    }

    private void add(ByteBuffer from, int offset, int length) {
        boolean bigEndian = (header.getInt(0) & 1) == 1;
        ByteBuffer words = from.duplicate().order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int at = offset; at < offset + length; at += 8) {
            first += words.getInt(at) + second;
            second += words.getInt(at + 4) + first;
        }
    }

    private void read(ByteBuffer into, long at) throws IOException {
        into.clear();
        while (into.hasRemaining() && channel.read(into, at + into.position()) >= 0) {
            // A short file leaves the rest as it is.
        }
        into.clear();
    }

    private void write(ByteBuffer from, long at) throws IOException {
        from.clear();
        while (from.hasRemaining()) {
            channel.write(from, at + from.position());
        }
        from.clear();
    }
}
