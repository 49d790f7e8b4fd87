package io.printmaster.program;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The machine's clock as long as that is not set back, and never a step back: what is stamped by it is in the order in
/// which it happened, whatever people and time servers do to the machine.
///
/// A machine's clock that is set forward is followed at once. One that is set back is waited for: this clock then goes
/// at half speed until the other has caught up, so that after a step of an hour both agree again in two hours, and
/// nothing that is measured with it takes more than twice its time. Only a step of more than [#MAX_LEAD], as after a
/// wrong year, is followed back. Thread-safe.
public final class SteadyClock extends Clock {
    /// Further ahead than this it does not stay: more than any error of a time zone.
    public static final Duration MAX_LEAD = Duration.ofHours(24);

    /// The machine's clock and the time that went by may differ so much between two looks; more is a step.
    private static final Duration STEP = Duration.ofSeconds(2);
    /// Between the looks at the two clocks the program may have been held up; then they are looked at again.
    private static final long HELD_UP_NANOS = 10_000_000;

    private static final int TRIES = 20;

    private final InstantSource machine;
    private final LongSupplier nanos;
    private final Consumer<Duration> stepped;

    private Instant machineThen;
    private Instant then;
    private long nanosThen;

    private record Look(Instant machine, long nanos) {}

    /// Agrees with the machine's clock.
    ///
    /// @param machine the machine's clock
    /// @param nanos   the time that goes by, in nanoseconds, which nobody can set
    /// @param stepped told of each step of the machine's clock, positive when it was set forward
    public SteadyClock(InstantSource machine, LongSupplier nanos, Consumer<Duration> stepped) {
        this.machine = machine;
        this.nanos = nanos;
        this.stepped = stepped;
        Look look = look();
        this.machineThen = look.machine;
        this.then = look.machine;
        this.nanosThen = look.nanos;
    }

    private Look look() {
        long before = nanos.getAsLong();
        Instant now = machine.instant();
        long after = nanos.getAsLong();
        for (int i = 1; i < TRIES && after - before > HELD_UP_NANOS; i++) {
            before = nanos.getAsLong();
            now = machine.instant();
            after = nanos.getAsLong();
        }
        return new Look(now, after);
    }

    @Override
    public Instant instant() {
        Duration step;
        Instant now;
        synchronized (this) {
            Look look = look();
            long passed = Math.max(0, look.nanos - nanosThen);
            step = Duration.between(machineThen, look.machine).minusNanos(passed);
            now = then.plusNanos(passed / 2);
            if (now.isBefore(look.machine) || now.isAfter(look.machine.plus(MAX_LEAD))) {
                now = look.machine;
            }
            machineThen = look.machine;
            nanosThen = look.nanos;
            then = now;
        }
        if (step.abs().compareTo(STEP) > 0) {
            stepped.accept(step);
        }
        return now;
    }

    /// How far it is ahead of the machine's clock; zero but for the time after a step back.
    public synchronized Duration lead() {
        Instant now = instant();
        return Duration.between(machineThen, now);
    }

    /// Something was stamped with this time before the start of this program: what comes is later.
    public synchronized void begunAfter(Instant stamped) {
        if (stamped.isAfter(then)) {
            then = stamped.plusMillis(1);
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /// Not another zone: it tells instants.
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
