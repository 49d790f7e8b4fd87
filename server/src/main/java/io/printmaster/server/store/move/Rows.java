package io.printmaster.server.store.move;

import io.printmaster.server.store.move.MovedTable.Column;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values on their way from one database to the other: texts, whole numbers, or nothing.
final class Rows {

    private Rows() {}

    /// The first columns of the current row.
    static List<@Nullable Object> read(ResultSet result, List<MovedTable.Type> types) throws SQLException {
        List<@Nullable Object> row = new ArrayList<>(types.size());
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i) == MovedTable.Type.TEXT) {
                row.add(result.getString(i + 1));
            } else {
                long number = result.getLong(i + 1);
                row.add(result.wasNull() ? null : number);
            }
        }
        return row;
    }

    static List<MovedTable.Type> types(MovedTable table) {
        return table.columns().stream().map(Column::type).toList();
    }

    static List<MovedTable.Type> keyTypes(MovedTable table) {
        return table.key().stream().map(table::typeOf).toList();
    }

    static void bind(
            PreparedStatement statement, int from, List<? extends @Nullable Object> row, List<MovedTable.Type> types)
            throws SQLException {
        for (int i = 0; i < types.size(); i++) {
            Object value = row.get(i);
            switch (types.get(i)) {
                case TEXT -> statement.setString(from + i, (String) value);
                case INTEGER -> {
                    if (value == null) {
                        statement.setNull(from + i, Types.INTEGER);
                    } else {
                        statement.setInt(from + i, Math.toIntExact((Long) value));
                    }
                }
                case BIGINT -> {
                    if (value == null) {
                        statement.setNull(from + i, Types.BIGINT);
                    } else {
                        statement.setLong(from + i, (Long) value);
                    }
                }
            }
        }
    }
}
