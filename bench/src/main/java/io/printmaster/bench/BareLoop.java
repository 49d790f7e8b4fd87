package io.printmaster.bench;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// The fastest plain way to write the same rows into the same tables: no network, no JSON, no audit, nothing looked
/// up; one connection, prepared statements, so many rows a transaction. On PostgreSQL each statement takes its rows
/// as arrays (`unnest`).
final class BareLoop {
    private static final String KEY = "tenant_id, device_key";

    private final Connection connection;
    private final boolean unnest;

    /// Rows of a table as the server stored them.
    private record Rows(String table, List<String> columns, List<String> types, List<Object[]> rows) {}

    BareLoop(Connection connection, boolean unnest) {
        this.connection = connection;
        this.unnest = unnest;
    }

    /// Writes what `source` holds into the empty tables of this connection: its metrics once, and with as many
    /// metrics as many devices. The first half warms up and is not measured.
    ///
    /// @param rowsInTransaction half of them devices, half metrics
    IngestLoad.Result run(Connection source, int rowsInTransaction) throws SQLException {
        connection.setAutoCommit(true);
        for (String parent : List.of("tenants", "agents")) {
            Rows rows = read(source, parent, "1", Integer.MAX_VALUE);
            write(rows, rows.rows, "DO NOTHING");
        }
        Rows devices = read(source, "devices", KEY, Integer.MAX_VALUE);
        Rows details = read(source, "device_details", KEY, Integer.MAX_VALUE);
        Rows metrics = read(source, "metrics", "sampled_at, " + KEY, Integer.MAX_VALUE);
        connection.setAutoCommit(false);
        write(devices, devices.rows, upsert(devices)); // metrics need their devices
        write(details, details.rows, upsert(details));
        connection.commit();
        int warm = metrics.rows.size() / 2 / (rowsInTransaction / 2) * (rowsInTransaction / 2);
        transactions(devices, details, metrics, rowsInTransaction / 2, 0, warm);
        long begun = System.nanoTime();
        List<Long> nanos = transactions(devices, details, metrics, rowsInTransaction / 2, warm, metrics.rows.size());
        double seconds = (System.nanoTime() - begun) / 1e9;
        Collections.sort(nanos);
        return IngestLoad.Result.of(2L * (metrics.rows.size() - warm), seconds, nanos);
    }

    private static String upsert(Rows rows) {
        return "(" + KEY + ") DO UPDATE SET "
                + rows.columns.stream()
                        .filter(column -> !KEY.contains(column))
                        .map(column -> column + " = excluded." + column)
                        .collect(Collectors.joining(", "));
    }

    /// A device is a row of each of its two tables.
    private List<Long> transactions(Rows devices, Rows details, Rows metrics, int half, int from, int to)
            throws SQLException {
        String deviceUpsert = upsert(devices);
        String detailUpsert = upsert(details);
        List<Long> nanos = new ArrayList<>();
        int device = 0;
        for (int at = from; at < to; at += half) {
            long started = System.nanoTime();
            List<Object[]> reported = new ArrayList<>(half);
            List<Object[]> told = new ArrayList<>(half);
            for (int i = 0; i < half; i++) {
                reported.add(devices.rows.get(device % devices.rows.size()));
                told.add(details.rows.get(device++ % details.rows.size()));
            }
            write(devices, reported, deviceUpsert);
            write(details, told, detailUpsert);
            write(metrics, metrics.rows.subList(at, Math.min(to, at + half)), "DO NOTHING");
            connection.commit();
            nanos.add(System.nanoTime() - started);
        }
        return nanos;
    }

    private static Rows read(Connection source, String table, String order, int limit) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        try (Statement statement = source.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT * FROM " + table + " ORDER BY " + order + " LIMIT " + limit)) {
            ResultSetMetaData meta = found.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(meta.getColumnName(i));
                types.add(meta.getColumnTypeName(i));
            }
            while (found.next()) {
                Object[] row = new Object[columns.size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = found.getObject(i + 1);
                }
                rows.add(row);
            }
        }
        return new Rows(table, columns, types, rows);
    }

    private void write(Rows shape, List<Object[]> rows, String conflict) throws SQLException {
        String into = "INSERT INTO " + shape.table + " (" + String.join(", ", shape.columns) + ") ";
        if (unnest) {
            String arrays =
                    shape.types.stream().map(type -> "?::" + type + "[]").collect(Collectors.joining(", "));
            try (PreparedStatement statement = connection.prepareStatement(
                    into + "SELECT * FROM unnest(" + arrays + ") ON CONFLICT " + conflict)) {
                for (int column = 0; column < shape.columns.size(); column++) {
                    statement.setArray(column + 1, array(shape, rows, column));
                }
                statement.executeUpdate();
            }
        } else {
            String places = String.join(", ", Collections.nCopies(shape.columns.size(), "?"));
            try (PreparedStatement statement =
                    connection.prepareStatement(into + "VALUES (" + places + ") ON CONFLICT " + conflict)) {
                for (Object[] row : rows) {
                    for (int i = 0; i < row.length; i++) {
                        statement.setObject(i + 1, row[i]);
                    }
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
    }

    private Array array(Rows shape, List<Object[]> rows, int column) throws SQLException {
        Object[] values = new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.get(i)[column];
        }
        return connection.createArrayOf(shape.types.get(column), values);
    }
}
