package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Runs statements on one connection and keeps them prepared. Arguments may be text, numbers, booleans,
/// instants, and optionals of those. Used by one thread at a time.
final class Sql implements AutoCloseable {
    private static final int MAX_PREPARED = 200;
    private static final int MAX_KEYS = 512;

    private final Connection connection;
    private final Database database;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(64, 0.75f, true);

    /// Reads one row.
    @FunctionalInterface
    interface RowReader<T> {
        T read(Row row) throws SQLException;
    }

    Sql(Connection connection, Database database) {
        this.connection = connection;
        this.database = database;
    }

    /// Runs a change.
    ///
    /// @return how many rows it concerned
    int run(String sql, @Nullable Object... arguments) {
        try {
            return bound(sql, arguments).executeUpdate();
        } catch (SQLException e) {
            throw database.fault(e);
        }
    }

    /// Runs one change for many rows.
    void batch(String sql, List<@Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            PreparedStatement statement = bound(sql);
            for (@Nullable Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw database.fault(e);
        }
    }

    /// Rows whose key is one of many. The list of keys comes last in the text, and is filled up by repeating the
    /// last key, so that few different statements are prepared.
    ///
    /// @param sql ends with `IN `
    <T> List<T> listIn(String sql, Collection<String> keys, RowReader<T> reader, @Nullable Object... before) {
        List<T> all = new ArrayList<>();
        List<String> left = List.copyOf(keys);
        for (int from = 0; from < left.size(); from += MAX_KEYS) {
            List<String> part = left.subList(from, Math.min(left.size(), from + MAX_KEYS));
            int places = part.size() == 1 ? 1 : Integer.highestOneBit(part.size() - 1) << 1;
            List<@Nullable Object> arguments = new ArrayList<>(Arrays.asList(before));
            arguments.addAll(part);
            arguments.addAll(Collections.nCopies(places - part.size(), part.getLast()));
            all.addAll(list(sql + "(" + "?, ".repeat(places - 1) + "?)", reader, arguments.toArray()));
        }
        return all;
    }

    <T> Optional<T> one(String sql, RowReader<T> reader, @Nullable Object... arguments) {
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            return rows.next() ? Optional.of(reader.read(new Row(rows))) : Optional.empty();
        } catch (SQLException e) {
            throw database.fault(e);
        }
    }

    <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... arguments) {
        List<T> all = new ArrayList<>();
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            Row row = new Row(rows);
            while (rows.next()) {
                all.add(reader.read(row));
            }
        } catch (SQLException e) {
            throw database.fault(e);
        }
        return all;
    }

    long count(String sql, @Nullable Object... arguments) {
        return one(sql, row -> row.number(1), arguments)
                .orElseThrow(() -> new StoreException(StoreException.Kind.OTHER, "a count gave no row", null));
    }

    private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            if (prepared.size() >= MAX_PREPARED) {
                Iterator<PreparedStatement> oldest = prepared.values().iterator();
                oldest.next().close();
                oldest.remove();
            }
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        bind(statement, arguments);
        return statement;
    }

    private static void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            bind(statement, i + 1, arguments[i]);
        }
    }

    private static void bind(PreparedStatement statement, int place, @Nullable Object argument) throws SQLException {
        switch (argument) {
            case null -> statement.setObject(place, null);
            // SQLite cuts texts there, PostgreSQL refuses them.
            case String s -> statement.setString(place, s.indexOf('\0') < 0 ? s : s.replace('\0', '\uFFFD'));
            case Instant at -> statement.setString(place, Stamp.text(at));
            case Long l -> statement.setLong(place, l);
            case Integer i -> statement.setInt(place, i);
            case Boolean b -> statement.setInt(place, b ? 1 : 0);
            case OptionalInt i -> statement.setObject(place, i.isPresent() ? i.getAsInt() : null);
            case OptionalLong l -> statement.setObject(place, l.isPresent() ? l.getAsLong() : null);
            case Optional<?> o -> bind(statement, place, o.orElse(null));
            default -> statement.setString(place, argument.toString());
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }
}
