package io.printmaster.server.store.move;

import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import io.printmaster.server.store.move.RowSum.Sum;
import io.printmaster.server.store.move.TargetDatabase.Progress;
import io.printmaster.server.store.postgres.PostgresStore;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Moves all that a server keeps from its file to PostgreSQL while the server works, and can be begun again after any
/// interruption. Rows are copied in small transactions; what the server changes meanwhile is noted in the file and
/// brought after. For the last step the file is held: the last changes are brought, both sides are compared row by
/// row, and the file is given up. From then on its server refuses every change, so that agents keep what they have
/// until a server runs on PostgreSQL. Used by one thread.
public final class Move {
    private static final int PAGE = 5_000;
    /// So few changes that the file may be held while they are brought.
    private static final long FEW = 2_000;
    /// Each time needs a turn among the server's writes.
    private static final long FORGET_AFTER = 50_000;
    private static final int MOST_DAYS_BACK = 800;
    /// After so many rounds the file is held anyway: a server that changes more than is brought would never end.
    private static final int ROUNDS = 20;

    /// What has just been done, before the next step.
    public sealed interface Step {
        /// Changes are noted from now on.
        record Watching(boolean resumed) implements Step {}

        /// Some rows of a table, and the changes up to then, are in the target.
        record Copied(String table, long rows, boolean tableDone) implements Step {}

        /// The target holds all of it; its changes are still noted in the file.
        record Brought(String table) implements Step {}

        /// The file is held, and both sides are equal.
        record Equal(int tables, long rows) implements Step {}

        /// The file is given up; servers may not start on the target yet.
        record Sealed() implements Step {}
    }

    /// Is told of each step, and may throw to interrupt the move.
    @FunctionalInterface
    public interface Watcher {
        void done(Step step);
    }

    private final SourceFile source;
    private final TargetDatabase target;
    private final String targetName;
    private final Clock clock;
    private final Watcher watcher;
    private final int page;
    private long brought;
    private long forgotten;

    private Move(SourceFile source, TargetDatabase target, String targetName, Clock clock, Watcher watcher, int page) {
        this.source = source;
        this.target = target;
        this.targetName = targetName;
        this.clock = clock;
        this.watcher = watcher;
        this.page = page;
    }

    /// Moves, or goes on with a move that was interrupted.
    ///
    /// @param dataDirectory with the file; a server may work with it
    /// @param url           of the target, as in [PostgresStore#open]
    /// @throws StoreException with a message that says what to do; the file is then still the server's,
    ///     and the same call goes on
    public static void run(Path dataDirectory, String url, RandomGenerator random, Clock clock, Watcher watcher) {
        run(dataDirectory, url, random, clock, watcher, PAGE);
    }

    /// @param page rows of one transaction
    static void run(Path dataDirectory, String url, RandomGenerator random, Clock clock, Watcher watcher, int page) {
        try (SourceFile source = new SourceFile(SqliteStore.connection(dataDirectory))) {
            source.bePatient();
            if (!finished(source, url)) {
                SqliteStore.open(dataDirectory, random).close(); // an older schema is brought to the newest
                PostgresStore.makeTables(url, firstMonth(source, clock), clock.instant());
                try (TargetDatabase target = new TargetDatabase(PostgresStore.connection(url))) {
                    new Move(source, target, PostgresStore.name(url), clock, watcher, page).run(id(random));
                }
            }
        } catch (SQLException e) {
            // Messages of the driver quote rows.
            String what = e.getSQLState() == null ? String.valueOf(e.getMessage()) : "SQLSTATE " + e.getSQLState();
            throw new StoreException(
                    Kind.OTHER,
                    "the move was interrupted (" + what + "); nothing is lost, the file is as it was: run the same"
                            + " command again",
                    e);
        }
    }

    /// Ends a move of which only the last word is missing.
    private static boolean finished(SourceFile source, String url) throws SQLException {
        String to = source.movedTo();
        if (to.isEmpty()) {
            return false;
        }
        if (!to.equals(PostgresStore.name(url))) {
            throw new StoreException(Kind.OTHER, "all of it was moved to " + to + " before", null);
        }
        try (TargetDatabase target = new TargetDatabase(PostgresStore.connection(url))) {
            if (!target.moveUnderWay().isEmpty()) {
                target.finish();
            }
        }
        return true;
    }

    /// The month's tables reach back to the oldest row, but not to what a printer's clock made up.
    private static Instant firstMonth(SourceFile source, Clock clock) throws SQLException {
        Instant first = clock.instant();
        Instant earliest = first.minus(MOST_DAYS_BACK, ChronoUnit.DAYS);
        for (String text : List.of(source.oldest("metrics", "sampled_at"), source.oldest("audit_log", "timestamp"))) {
            if (text.length() >= 10) {
                Instant day = Instant.parse(text.substring(0, 10) + "T00:00:00Z");
                first = day.isBefore(first) && day.isAfter(earliest) ? day : first;
            }
        }
        return first;
    }

    private static String id(RandomGenerator random) {
        return Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    }

    private void run(String freshId) throws SQLException {
        List<MovedTable> tables = source.tables(target.keys());
        String here = source.moveUnderWay();
        String there = target.moveUnderWay();
        if (there.isEmpty() ? target.inUse() : !there.equals(here)) {
            throw new StoreException(
                    Kind.OTHER,
                    targetName + " holds the data of another server; move to an empty database or schema",
                    null);
        }
        boolean resumed = !there.isEmpty() && source.watched() && !target.spoilt();
        if (!resumed) {
            String id = here.isEmpty() ? freshId : here;
            source.watch(id, tables);
            target.begin(id, tables);
        }
        brought = target.brought();
        forgotten = 0;
        watcher.done(new Step.Watching(resumed));
        copy(tables);
        for (int round = 0; round < ROUNDS && source.changes(brought) > FEW; round++) {
            bringChanges(tables);
        }
        give(tables);
    }

    private void copy(List<MovedTable> tables) throws SQLException {
        Map<String, Progress> progress = new HashMap<>(target.progress());
        for (int place = 0; place < tables.size(); place++) {
            MovedTable table = tables.get(place);
            List<MovedTable> soFar = tables.subList(0, place + 1);
            Progress at = progress.getOrDefault(table.name(), Progress.NONE);
            List<? extends @Nullable Object> after = key(table, at.after());
            // What is added after it is among the changes.
            List<@Nullable Object> lastKey = source.lastKey(table);
            boolean done = at.done();
            while (!done) {
                source.look();
                long last = bring(soFar);
                List<List<@Nullable Object>> rows = new ArrayList<>();
                if (!lastKey.isEmpty()) {
                    source.page(table, after, lastKey, page, rows::add);
                }
                for (List<@Nullable Object> row : rows) {
                    target.write(table, row);
                }
                target.flush();
                done = rows.size() < page;
                after = rows.isEmpty() ? after : keyOf(table, rows.getLast());
                target.reached(table, after, done);
                commit(last, table.name());
                watcher.done(new Step.Copied(table.name(), rows.size(), done));
            }
        }
    }

    private void bringChanges(List<MovedTable> tables) throws SQLException {
        source.look();
        commit(bring(tables), "");
    }

    private void commit(long last, String table) throws SQLException {
        target.brought(last);
        target.commit();
        source.end();
        brought = last;
        watcher.done(new Step.Brought(table));
        if (brought - forgotten > FORGET_AFTER) {
            source.forget(brought);
            forgotten = brought;
        }
    }

    /// Brings all changes that are noted at the moment that is looked at. What is gone goes first, because a new row
    /// may have a name that a removed one had.
    ///
    /// @param tables those that are copied or being copied; changes of the others come with their copy
    private long bring(List<MovedTable> tables) throws SQLException {
        long last = source.lastChange();
        for (MovedTable table : tables.reversed()) {
            source.changedAndGone(table, brought, key -> target.remove(table, key));
        }
        target.flush();
        for (MovedTable table : tables) {
            source.changedAndThere(table, brought, row -> target.write(table, row));
            target.flush();
        }
        return last;
    }

    private void give(List<MovedTable> tables) throws SQLException {
        source.hold();
        try {
            bring(tables);
            target.commit();
            long rows = 0;
            for (MovedTable table : tables) {
                rows += compare(table);
            }
            target.rollback();
            watcher.done(new Step.Equal(tables.size(), rows));
            source.seal(targetName, clock.instant().toString());
            source.end();
        } catch (SQLException | RuntimeException e) {
            source.rollback();
            throw e;
        }
        watcher.done(new Step.Sealed());
        target.finish();
    }

    private long compare(MovedTable table) throws SQLException {
        Sum here = source.sum(table);
        Sum there = target.sum(table);
        if (!here.equals(there)) {
            target.spoil();
            throw new StoreException(
                    Kind.OTHER,
                    "the copy of " + table.name() + " differs (" + here.rows() + " rows here, " + there.rows()
                            + " there); the file is still the server's: run the same command again, it begins anew",
                    null);
        }
        return here.rows();
    }

    private static List<@Nullable Object> keyOf(MovedTable table, List<@Nullable Object> row) {
        List<@Nullable Object> key = new ArrayList<>();
        for (String name : table.key()) {
            for (int i = 0; i < table.columns().size(); i++) {
                if (table.columns().get(i).name().equals(name)) {
                    key.add(row.get(i));
                }
            }
        }
        return key;
    }

    private static List<Object> key(MovedTable table, List<String> texts) {
        List<Object> key = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            boolean text = table.typeOf(table.key().get(i)) == MovedTable.Type.TEXT;
            key.add(text ? texts.get(i) : (Object) Long.valueOf(texts.get(i)));
        }
        return key;
    }
}
