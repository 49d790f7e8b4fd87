package io.printmaster.server.store.move;

import io.printmaster.program.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A checksum of a table that does not depend on the order of its rows, because two databases need not agree on one:
/// how many there are, and the sum of the SHA-256 of each, of which 128 bits are kept.
final class RowSum {

    /// What two equal tables have in common.
    record Sum(long rows, long high, long low) {}

    private final MessageDigest digest = Sha256.digest();
    private long rows;
    private long high;
    private long low;

    /// Reads the rest of the rows.
    ///
    /// @param columns how many each has
    void addAll(ResultSet result, int columns) throws SQLException {
        while (result.next()) {
            for (int i = 1; i <= columns; i++) {
                String value = result.getString(i);
                // The length first, so that no two rows run together to the same text.
                byte[] text = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(4)
                        .putInt(value == null ? -1 : text.length)
                        .array());
                digest.update(text);
            }
            ByteBuffer hash = ByteBuffer.wrap(digest.digest());
            rows++;
            high += hash.getLong();
            low += hash.getLong();
        }
    }

    Sum sum() {
        return new Sum(rows, high, low);
    }
}
