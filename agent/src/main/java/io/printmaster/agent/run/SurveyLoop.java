package io.printmaster.agent.run;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.config.DiscoverySettings;
import io.printmaster.agent.discover.FindProgress;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.survey.DeltaStatistics;
import io.printmaster.agent.survey.Survey;
import io.printmaster.agent.survey.SurveyProgress;
import io.printmaster.agent.survey.SurveySettings;
import io.printmaster.agent.upload.Loop;
import io.printmaster.model.PrinterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the survey every discovery interval, counted from start to start.
final class SurveyLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SurveyLoop.class);
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

    private final Doors doors;
    private final Survey survey;
    private final DiscoverySettings settings;
    private final Pace pace;
    private final Runnable firstDone;
    private final Passes passes;
    private final Loop loop;
    private final Newcomers newcomers;
    private boolean first = true;

    /// Opens the doors; nothing runs yet.
    ///
    /// @param firstDone called once, after the first cycle
    SurveyLoop(AgentSettings settings, DeviceStore store, Pace pace, Runnable firstDone) {
        this.settings = settings.discovery();
        this.pace = pace;
        this.firstDone = firstDone;
        this.doors = Doors.open(settings.discovery(), settings.snmp(), pace.clock(), pace.random(), Doors.Use.SITE);
        this.survey = new Survey(
                doors.finders(),
                doors.reader(),
                store,
                new SurveySettings(
                        settings.discovery().parallelReads(),
                        settings.upload().refreshInterval(),
                        settings.upload().metricsRefreshInterval()),
                pace.clock());
        this.passes = new Passes(this::cycle);
        this.loop = new Loop("survey", passes);
        this.newcomers = new Newcomers(settings.discovery(), survey::heard, pace.nanos());
    }

    void start() {
        newcomers.start();
        doors.listen(newcomers::heard);
        doors.hearTraps(survey::hint);
        loop.start(Duration.ZERO);
    }

    private Duration cycle() {
        long started = pace.nanos().getAsLong();
        try {
            TargetList targets = Targets.of(settings.ranges(), settings.exclude());
            doors.searching(targets);
            survey.run(targets);
            if (first) {
                first = false;
                firstDone.run();
            }
        } catch (IllegalArgumentException e) {
            log.atError().addKeyValue("error", e.getMessage()).log("Nowhere to look for printers");
        }
        Duration left = settings.interval().minusNanos(pace.nanos().getAsLong() - started);
        return left.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : left;
    }

    /// Has a cycle run at once, or joins the one that is under way, and waits for its end.
    ///
    /// @param meanwhile called every second
    /// @return whether one was under way
    /// @throws InterruptedException when the program is stopping
    boolean scanNow(Runnable meanwhile) throws InterruptedException {
        return passes.next(true, loop::wake, meanwhile);
    }

    /// How far the present or the last cycle is.
    SurveyProgress progress() {
        return survey.progress();
    }

    /// What the delta kept off the queue since the start.
    DeltaStatistics delta() {
        return survey.delta();
    }

    /// How far its search is, where a way can tell.
    Optional<FindProgress> search() {
        return doors.progress();
    }

    /// Until when a known printer is asked less often than the others.
    Optional<Instant> restsUntil(PrinterKey printer) {
        return survey.restsUntil(printer);
    }

    /// Stops without waiting for the end of what is under way; what was read is kept.
    void stop() {
        survey.cancel();
        newcomers.stop();
        loop.stop();
        doors.stop();
    }

    @Override
    public void close() {
        stop();
        newcomers.close();
        loop.close();
        doors.close();
    }
}
