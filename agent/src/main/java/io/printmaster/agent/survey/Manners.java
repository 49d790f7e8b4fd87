package io.printmaster.agent.survey;

import io.printmaster.model.PrinterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How often each known printer is asked, over many cycles: one that is switched off less and less, and one
/// that cannot bear to be asked hardly at all. Tells of each change once.
///
/// Some firmware restarts when it is polled, or is gone for minutes afterwards. Whoever restarts within
/// minutes of our reading twice in a row, or is gone after it three times in a row, is asked once an hour,
/// and once a day if that is still too much, until this program starts again.
///
/// Thread-safe; holds a few words for each known printer.
final class Manners {
    private static final Logger LOG = LoggerFactory.getLogger(Manners.class);

    /// Cycles in which a printer may be silent before it is asked less often.
    private static final int PATIENCE = 3;

    private static final Duration SHORT_REST = Duration.ofMinutes(15);
    private static final Duration LONG_REST = Duration.ofHours(1);
    private static final Duration DAILY = Duration.ofDays(1);

    /// A start between so long before and so long after the end of our reading is laid to it.
    private static final Duration BEFORE_END = Duration.ofMinutes(1);

    private static final Duration AFTER_END = Duration.ofMinutes(2);

    private static final int RESTARTED = 3;
    private static final int GONE = 2;
    private static final int TOO_MUCH = 6;

    private final Map<PrinterKey, State> states = new ConcurrentHashMap<>();

    /// @param silent    times in a row that it did not answer
    /// @param gone      whether it was silent when asked the first time after its last answer
    /// @param suspicion what speaks for it that our reading did it harm
    /// @param spared    the least pause that it is granted for that; zero for all others
    /// @param restUntil before this it is not asked
    private record State(
            int silent, boolean gone, int suspicion, Duration spared, Optional<Instant> answered, Instant restUntil) {
        static final State NEW = new State(0, false, 0, Duration.ZERO, Optional.empty(), Instant.MIN);
    }

    private State of(PrinterKey printer) {
        return states.getOrDefault(printer, State.NEW);
    }

    /// Whether a known printer is to be asked in a cycle that begins now.
    boolean due(PrinterKey printer, Instant now) {
        Instant until = of(printer).restUntil;
        // A clock that was set back must not keep a printer waiting.
        return !now.isBefore(until) || until.isAfter(now.plus(DAILY));
    }

    /// Until when it is not asked by itself; empty for one that is asked in every cycle.
    Optional<Instant> restsUntil(PrinterKey printer, Instant now) {
        return due(printer, now) ? Optional.empty() : Optional.of(of(printer).restUntil);
    }

    /// Whether it is left alone even though a door tells of it. One that was merely silent is asked at
    /// once then.
    boolean spared(PrinterKey printer, Instant now) {
        return !of(printer).spared.isZero() && !due(printer, now);
    }

    /// Notes that it was read completely.
    ///
    /// @param cycle  when the cycle began
    /// @param now    when the reading ended
    /// @param upTime how long before that it had started, if it told
    void answered(PrinterKey printer, Instant cycle, Instant now, Optional<Duration> upTime) {
        states.compute(printer, (key, known) -> {
            State before = known == null ? State.NEW : known;
            boolean restarted = upTime.isPresent()
                    && before.answered
                            .filter(last -> isWithin(now.minus(upTime.get()), last))
                            .isPresent();
            int harm = restarted ? RESTARTED : before.gone ? GONE : 0;
            int suspicion = harm == 0 ? 0 : before.suspicion + harm;
            Duration spared = before.spared;
            if (suspicion >= TOO_MUCH) {
                spared = spared.isZero() ? LONG_REST : DAILY;
                suspicion = 0;
                tell(printer, restarted, spared, before.spared);
            }
            Instant rest = spared.isZero() ? Instant.MIN : cycle.plus(shortened(spared));
            return new State(0, false, suspicion, spared, Optional.of(now), rest);
        });
    }

    private static boolean isWithin(Instant start, Instant reading) {
        return start.isAfter(reading.minus(BEFORE_END)) && start.isBefore(reading.plus(AFTER_END));
    }

    private static void tell(PrinterKey printer, boolean restarted, Duration spared, Duration before) {
        if (!spared.equals(before)) {
            LOG.atWarn()
                    .addKeyValue("printer", printer)
                    .addKeyValue("interval_minutes", spared.toMinutes())
                    .log(
                            restarted
                                    ? "Printer restarts when it is read; it is asked less often from now on"
                                    : "Printer is gone whenever it was read; it is asked less often from now on");
        }
    }

    /// Notes that it did not answer.
    ///
    /// @param cycle when the cycle began
    void silent(PrinterKey printer, Instant cycle) {
        states.compute(printer, (key, known) -> {
            State before = known == null ? State.NEW : known;
            int silent = Math.min(before.silent + 1, PATIENCE + 1);
            boolean gone = before.gone || (before.silent == 0 && before.answered.isPresent());
            Duration rest = silent < PATIENCE ? Duration.ZERO : silent == PATIENCE ? SHORT_REST : LONG_REST;
            Duration longer = rest.compareTo(before.spared) > 0 ? rest : before.spared;
            Instant until = longer.isZero() ? Instant.MIN : cycle.plus(shortened(longer));
            return new State(silent, gone, before.suspicion, before.spared, before.answered, until);
        });
    }

    /// A cycle that begins a little early is not to cost a whole further one.
    private static Duration shortened(Duration pause) {
        return pause.minus(pause.dividedBy(20));
    }

    /// Follows a printer that is known by another key from now on.
    void rekeyed(PrinterKey before, PrinterKey now) {
        State state = states.remove(before);
        if (state != null) {
            states.putIfAbsent(now, state);
        }
    }

    /// Forgets all but these printers.
    void keepOnly(Collection<PrinterKey> printers) {
        states.keySet().retainAll(printers);
    }

    /// How many printers it remembers something of.
    int size() {
        return states.size();
    }
}
