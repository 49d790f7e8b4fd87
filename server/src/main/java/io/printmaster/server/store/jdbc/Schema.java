package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/// Brings a database to the newest schema. Several processes may try at the same time: one does it, the others
/// wait.
public final class Schema {
    /// The tables, in SQL that every database understands. What one database needs besides is in a folder of its
    /// own, beside this.
    public static final String SHARED = "classpath:io/printmaster/server/store/migrations";

    private Schema() {}

    /// Makes the tables, or upgrades them.
    ///
    /// @param source   of connections that may change tables
    /// @param database to say what faults mean
    /// @param name     of the database in sentences, such as `the database /var/lib/printmaster/server.db`
    /// @param more     folders of SQL files besides [#SHARED]
    /// @throws StoreException with a message that says what to do; the database is then as it was
    public static void upgrade(DataSource source, Database database, String name, List<String> more) {
        String[] folders = new String[more.size() + 1];
        folders[0] = SHARED;
        for (int i = 0; i < more.size(); i++) {
            folders[i + 1] = more.get(i);
        }
        try {
            Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(source)
                    .locations(folders)
                    .load();
            refuseNewer(flyway.info().applied(), name);
            flyway.migrate();
        } catch (FlywayException e) {
            throw explained(e, database, name);
        }
    }

    private static void refuseNewer(MigrationInfo[] applied, String name) {
        boolean newer = Arrays.stream(applied)
                .map(MigrationInfo::getState)
                .anyMatch(s -> s == MigrationState.FUTURE_SUCCESS || s == MigrationState.FUTURE_FAILED);
        if (newer) {
            throw new StoreException(
                    Kind.NEWER_SCHEMA,
                    name + " was made by a newer version; install that version again or restore the backup made"
                            + " before its update",
                    null);
        }
    }

    private static StoreException explained(FlywayException fault, Database database, String name) {
        Kind kind = Kind.OTHER;
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                kind = database.fault(sql).kind();
                break;
            }
        }
        String what = switch (kind) {
            case BUSY -> " is in use by another program; stop it and try again";
            case AWAY -> " cannot be reached; check its address and that it runs";
            case BROKEN ->
                " is damaged or is no database of this program; restore it from a backup, or move it away yourself to"
                        + " begin with an empty one";
            case NOT_WRITABLE -> " may not be written, or the disk is full";
            case CONSTRAINT, CONFLICT, NEWER_SCHEMA, CLOSED, OTHER -> " cannot be brought to this version's schema";
        };
        return new StoreException(kind, name + what, fault);
    }
}
