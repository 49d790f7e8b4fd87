package io.printmaster.agent.run;

import io.printmaster.agent.control.Chore;
import io.printmaster.agent.discover.FindProgress;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.survey.SurveyProgress;
import io.printmaster.agent.upload.ConnectionState;
import io.printmaster.agent.upload.Line;
import io.printmaster.agent.upload.LineStatus;
import io.printmaster.agent.upload.Loop;
import io.printmaster.wire.CommandOrder;
import java.util.Map;
import java.util.function.Consumer;

/// What the server's commands do in this agent.
final class Errands {
    private final SurveyLoop survey;
    private final DeviceStore store;
    private final Line line;
    private final Loop uploadLoop;
    private final Passes uploads;

    Errands(SurveyLoop survey, DeviceStore store, Line line, Loop uploadLoop, Passes uploads) {
        this.survey = survey;
        this.store = store;
        this.line = line;
        this.uploadLoop = uploadLoop;
        this.uploads = uploads;
    }

    /// By the names of the commands.
    Map<String, Chore> chores() {
        return Map.of(CommandOrder.SCAN_NOW, this::scan, CommandOrder.UPLOAD_NOW, this::upload);
    }

    private Chore.Result scan(Consumer<Chore.Progress> progress) throws InterruptedException {
        boolean joined = survey.scanNow(() -> progress.accept(progress()));
        SurveyProgress end = survey.progress();
        StringBuilder text = new StringBuilder(joined ? "A scan was under way. " : "");
        text.append(count(end.found(), "printer")).append(" read, ");
        text.append(end.changed()).append(" new or changed");
        if (end.silent() > 0) {
            text.append(", ").append(end.silent()).append(" silent");
        }
        if (end.errors() > 0) {
            text.append(", ").append(count(end.errors(), "error"));
            text.append(end.lastError().isEmpty() ? "" : ": " + end.lastError());
        }
        // What was found is brought to the server at once, for whoever asked waits for it.
        uploadLoop.wake();
        return new Chore.Result(true, text.append('.').toString());
    }

    private Chore.Progress progress() {
        SurveyProgress reading = survey.progress();
        FindProgress search = survey.search().orElse(FindProgress.NONE);
        long total = search.total();
        long asked = Math.min(search.asked(), total);
        String message = (total == 0 ? "" : asked + " of " + total + " addresses asked, ")
                + count(reading.found(), "printer") + " read"
                + (reading.reading() == 0 ? "" : ", " + reading.reading() + " being read");
        return new Chore.Progress(asked, total, reading.found(), message);
    }

    private Chore.Result upload(Consumer<Chore.Progress> progress) throws InterruptedException {
        long before = store.outbox().ledger().acknowledged();
        uploads.next(false, uploadLoop::wake, () -> progress.accept(sent(before)));
        Chore.Progress end = sent(before);
        LineStatus status = line.status();
        long waiting = store.outbox().ledger().queued();
        if (waiting == 0) {
            return new Chore.Result(true, count(end.done(), "record") + " sent, nothing waits.");
        }
        String why =
                status.state() != ConnectionState.ONLINE || !status.lastError().isEmpty()
                        ? " Last error: " + status.lastError()
                        : "";
        return new Chore.Result(
                end.done() > 0,
                count(end.done(), "record") + " sent, " + waiting + (waiting == 1 ? " waits." : " wait.") + why);
    }

    private Chore.Progress sent(long before) {
        long done = store.outbox().ledger().acknowledged() - before;
        long waiting = store.outbox().ledger().queued();
        return new Chore.Progress(done, done + waiting, 0, count(done, "record") + " sent, " + waiting + " waiting");
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
