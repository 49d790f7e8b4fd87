package io.printmaster.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The current row of a result, by column name or number.
record Row(ResultSet rows) {

    String text(String column) throws SQLException {
        String text = rows.getString(column);
        return text == null ? "" : text;
    }

    Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(rows.getString(column));
    }

    long number(int column) throws SQLException {
        return rows.getLong(column);
    }

    OptionalLong optionalNumber(int column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    String text(int column) throws SQLException {
        return rows.getString(column);
    }

    int integer(String column) throws SQLException {
        return rows.getInt(column);
    }

    long number(String column) throws SQLException {
        return rows.getLong(column);
    }

    boolean flag(String column) throws SQLException {
        return rows.getInt(column) != 0;
    }

    OptionalInt optionalInteger(String column) throws SQLException {
        int value = rows.getInt(column);
        return rows.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }

    OptionalLong optionalNumber(String column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    Instant time(String column) throws SQLException {
        return Stamp.instant(rows.getString(column));
    }

    /// Neither null nor an empty text is a time.
    Optional<Instant> optionalTime(String column) throws SQLException {
        return Optional.of(text(column)).filter(text -> !text.isEmpty()).map(Stamp::instant);
    }
}
