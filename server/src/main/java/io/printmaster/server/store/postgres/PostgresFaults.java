package io.printmaster.server.store.postgres;

import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/// What faults mean, by SQLSTATE (PostgreSQL manual, appendix A). Messages of the database may quote rows, so only the
/// state and the kind go into ours.
final class PostgresFaults {

    private PostgresFaults() {}

    static StoreException of(SQLException fault) {
        Kind kind = kind(fault);
        return new StoreException(kind, "PostgreSQL says " + kind + " (SQLSTATE " + fault.getSQLState() + ")", fault);
    }

    static Kind kind(SQLException fault) {
        String state = fault.getSQLState();
        if (state == null || state.length() != 5 || fault instanceof SQLTransientConnectionException) {
            return fault instanceof SQLTransientConnectionException || causedByLine(fault) ? Kind.AWAY : Kind.OTHER;
        }
        return switch (state) {
            case "40001", "40P01" -> Kind.CONFLICT;
            case "55P03", "57014" -> Kind.BUSY;
            // Shut down, starting up, or no connection left.
            case "57P01", "57P02", "57P03", "57P05", "53300" -> Kind.AWAY;
            // Read-only: a standby by now, or its owner has stopped writes because the disk fills.
            case "25006" -> Kind.NOT_WRITABLE;
            default ->
                switch (state.substring(0, 2)) {
                    case "08" -> Kind.AWAY;
                    case "23" -> Kind.CONSTRAINT;
                    case "53", "58" -> Kind.NOT_WRITABLE;
                    case "XX" -> state.equals("XX000") ? Kind.OTHER : Kind.BROKEN;
                    default -> Kind.OTHER;
                };
        };
    }

    private static boolean causedByLine(Throwable fault) {
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
