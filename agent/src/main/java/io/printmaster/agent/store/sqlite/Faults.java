package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.StoreFault;
import io.printmaster.agent.store.StoreFault.Kind;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// From SQLite's result codes to our kinds of failure.
final class Faults {
    private Faults() {}

    /// @param name the database as people know it
    static StoreFault of(String name, SQLException e) {
        Kind kind = kind(e);
        String message = switch (kind) {
            case DISK_FULL -> "no space left for " + name + "; nothing stored before is lost: make room";
            case DISK_FAILS -> "the disk of " + name + " fails: " + e.getMessage() + "; check the disk";
            case DAMAGED -> name + " is damaged; at the next start it is moved aside and a new one is begun";
            case NOT_WRITABLE -> name + " cannot be written; check the owner and mode of it and its directory";
            case IN_USE -> name + " is locked by another program; stop that program";
            case NEWER_SCHEMA, JOIN_AGAIN, FAILED -> name + " failed: " + e.getMessage();
        };
        return new StoreFault(kind, message, e);
    }

    static Kind kind(SQLException e) {
        if (!(e instanceof SQLiteException sqlite)) {
            return Kind.FAILED;
        }
        SQLiteErrorCode code = sqlite.getResultCode();
        // The lower byte of an extended code is its family.
        int family = code.code & 0xFF;
        if (family == SQLiteErrorCode.SQLITE_FULL.code) {
            return Kind.DISK_FULL;
        }
        if (family == SQLiteErrorCode.SQLITE_CORRUPT.code || family == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return Kind.DAMAGED;
        }
        if (family == SQLiteErrorCode.SQLITE_READONLY.code
                || family == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || family == SQLiteErrorCode.SQLITE_PERM.code) {
            return Kind.NOT_WRITABLE;
        }
        if (family == SQLiteErrorCode.SQLITE_IOERR.code) {
            return Kind.DISK_FAILS;
        }
        boolean busy = family == SQLiteErrorCode.SQLITE_BUSY.code || family == SQLiteErrorCode.SQLITE_LOCKED.code;
        return busy ? Kind.IN_USE : Kind.FAILED;
    }
}
