package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits to be written: bounded by number, records and bytes, in all and for each agent, and taken in turns,
/// one of each agent. What one agent gave keeps its order. Thread-safe.
final class FairQueue<T> {
    /// Bounds, in all and for one agent; the server's own changes have only the first. Whoever has nothing waiting
    /// may put in one thing of any size, as long as there is room for one more.
    ///
    /// @param records counted as their origins tell
    record Bounds(int jobs, long records, long bytes) {
        Bounds {
            if (jobs < 1 || records < 1 || bytes < 1) {
                throw new IllegalArgumentException("there must be room for something");
            }
        }

        private boolean admit(Load load, Origin more) {
            return load.jobs == 0
                    || (load.jobs < jobs
                            && load.records + more.records() <= records
                            && load.bytes + more.bytes() <= bytes);
        }
    }

    private static final class Load {
        private int jobs;
        private long records;
        private long bytes;

        void add(Origin origin) {
            jobs++;
            records += origin.records();
            bytes += origin.bytes();
        }

        void remove(Origin origin) {
            jobs--;
            records -= origin.records();
            bytes -= origin.bytes();
        }
    }

    private record Waiting<T>(Origin origin, T job) {}

    private static final class Line<T> {
        private final ArrayDeque<Waiting<T>> jobs = new ArrayDeque<>();
        private final Load load = new Load();
    }

    private final Bounds all;
    private final Bounds each;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    /// In the order of their turns.
    private final Map<String, Line<T>> lines = new LinkedHashMap<>();
    private final Load load = new Load();

    FairQueue(Bounds all, Bounds each) {
        this.all = all;
        this.each = each;
    }

    /// Puts it at the end of its agent's line.
    ///
    /// @return false when there is no room
    boolean offer(Origin origin, T job) {
        lock.lock();
        try {
            Line<T> line = lines.get(origin.agent());
            boolean room =
                    all.admit(load, origin) && (line == null || origin.isServer() || each.admit(line.load, origin));
            if (!room) {
                return false;
            }
            if (line == null) {
                line = new Line<>();
                lines.put(origin.agent(), line);
            }
            line.jobs.add(new Waiting<>(origin, job));
            line.load.add(origin);
            load.add(origin);
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Takes the next ones, one of each agent in turn; waits for the first.
    ///
    /// @param maxRecords no more are taken once there are so many
    /// @return empty when nothing came in time
    List<T> take(int maxJobs, long maxRecords, long waitMillis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(waitMillis);
            while (load.jobs == 0 && left > 0) {
                left = filled.awaitNanos(left);
            }
            return next(maxJobs, maxRecords);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return load.jobs;
        } finally {
            lock.unlock();
        }
    }

    /// Takes everything.
    List<T> drain() {
        lock.lock();
        try {
            return next(Integer.MAX_VALUE, Long.MAX_VALUE);
        } finally {
            lock.unlock();
        }
    }

    private List<T> next(int maxJobs, long maxRecords) {
        List<T> taken = new ArrayList<>();
        long records = 0;
        while (load.jobs > 0 && taken.size() < maxJobs && records < maxRecords) {
            Iterator<Map.Entry<String, Line<T>>> turns = lines.entrySet().iterator();
            Map.Entry<String, Line<T>> turn = turns.next();
            turns.remove();
            Line<T> line = turn.getValue();
            Waiting<T> waiting = line.jobs.remove();
            line.load.remove(waiting.origin);
            load.remove(waiting.origin);
            if (!line.jobs.isEmpty()) {
                lines.put(turn.getKey(), line); // behind the others
            }
            records += waiting.origin.records();
            taken.add(waiting.job);
        }
        return taken;
    }
}
