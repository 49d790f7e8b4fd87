package io.printmaster.agent.read.ipp;

import io.printmaster.agent.read.PrinterReader;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.read.ipp.IppPlaces.Place;
import io.printmaster.model.Sighting;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Reads printers by IPP Get-Printer-Attributes: over HTTP, or HTTPS where the printer wants it; version 2.0, then 1.1,
/// then 1.0; at the announced path, then the usual ones.
///
/// [#open] before the first reading; thread-safe. The first printer to say 426 or to close on plain HTTP is asked again
/// by TLS. Garbage is an outcome, never an exception. Source: RFC 8010, RFC 8011, PWG 5100.12.
public final class IppReader implements PrinterReader, AutoCloseable {
    private static final int[] VERSIONS = {0x0200, 0x0101, 0x0100};
    private static final int VERSION_NOT_SUPPORTED = 0x0503;
    private static final int IPP_NOT_FOUND = 0x0406;
    private static final List<Integer> IPP_NOT_ALLOWED = List.of(0x0401, 0x0402, 0x0403);

    private static final int HTTP_OK = 200;
    private static final int HTTP_NOT_FOUND = 404;
    private static final int HTTP_NOT_ALLOWED_METHOD = 405;
    private static final int HTTP_UPGRADE = 426;
    private static final List<Integer> HTTP_NOT_ALLOWED = List.of(401, 403, 407);

    private final IppTransport transport;
    private final IppSettings settings;
    private final Clock clock;
    private final InstantSource stopwatch;
    private final AtomicInteger requestIds = new AtomicInteger();

    /// What asking at one place came to.
    private sealed interface Step {
        record Done(ReadOutcome outcome) implements Step {}

        record NextPath(String why) implements Step {}

        record NeedsTls(String why) implements Step {}
    }

    private IppReader(IppTransport transport, IppSettings settings, Clock clock, InstantSource stopwatch) {
        this.transport = transport;
        this.settings = settings;
        this.clock = clock;
        this.stopwatch = stopwatch;
    }

    /// A reader that is ready, with a clock that nobody sets; [#close] ends its threads and connections.
    ///
    /// @param clock for the time of a reading
    public static IppReader open(IppSettings settings, Clock clock) {
        return open(settings, clock, clock);
    }

    /// The same.
    ///
    /// @param stopwatch for how long it takes: a clock that is set must not make a printer look silent
    public static IppReader open(IppSettings settings, Clock clock, InstantSource stopwatch) {
        return new IppReader(new IppTransport(settings), settings, clock, stopwatch);
    }

    @Override
    public ReadOutcome read(Sighting sighting) {
        return read(sighting, attempt -> {});
    }

    /// As [#read(Sighting)], telling what every place that was asked came to, in the order of asking.
    public ReadOutcome read(Sighting sighting, Consumer<IppAttempt> tried) {
        if (!settings.enabled()) {
            return new ReadOutcome.NotAPrinter("reading by IPP is switched off");
        }
        Conversation conversation =
                new Conversation(sighting, tried, stopwatch.instant().plus(settings.maxTime()));
        try {
            return conversation.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ReadOutcome.Silent(conversation.answers);
        }
    }

    @Override
    public void close() {
        transport.close();
    }

    /// All that is said to one printer in one reading.
    private final class Conversation {
        private final Sighting sighting;
        private final Consumer<IppAttempt> tried;
        private final Instant deadline;
        private int answers;
        private IppTransport.Outcome.Silence silence = new IppTransport.Outcome.Silence("", false);

        Conversation(Sighting sighting, Consumer<IppAttempt> tried, Instant deadline) {
            this.sighting = sighting;
            this.tried = tried;
            this.deadline = deadline;
        }

        ReadOutcome run() throws InterruptedException {
            String why = "it has no IPP service at any of the usual paths";
            boolean tls = false;
            for (Place place : IppPlaces.of(sighting)) {
                Step step = told(tls ? place.withTls() : place);
                if (step instanceof Step.NeedsTls(String reason) && !place.tls() && !tls) {
                    tls = true;
                    why = reason;
                    step = told(place.withTls());
                    if (answers > 0 && step instanceof Step.Done(ReadOutcome.Silent silent)) {
                        return new ReadOutcome.Refused(reason + ", but does not answer by TLS");
                    }
                }
                switch (step) {
                    case Step.Done(ReadOutcome outcome) -> {
                        return outcome;
                    }
                    case Step.NextPath(String reason) -> why = reason;
                    case Step.NeedsTls(String reason) -> {
                        return answers == 0 ? new ReadOutcome.Silent(0) : new ReadOutcome.Refused(reason);
                    }
                }
            }
            return new ReadOutcome.NotAPrinter(why);
        }

        private Step told(Place place) throws InterruptedException {
            Step step = at(place);
            tried.accept(
                    switch (step) {
                        case Step.Done(ReadOutcome outcome) -> attempt(place.http(), outcome);
                        case Step.NextPath(String why) -> new IppAttempt(place.http(), IppAttempt.Result.ANSWERED, why);
                        case Step.NeedsTls(String why) -> new IppAttempt(place.http(), IppAttempt.Result.ANSWERED, why);
                    });
            return step;
        }

        private IppAttempt attempt(URI place, ReadOutcome outcome) {
            return switch (outcome) {
                case ReadOutcome.Read read -> new IppAttempt(place, IppAttempt.Result.READ, "read");
                case ReadOutcome.NoIdentity none -> new IppAttempt(place, IppAttempt.Result.READ, none.why());
                case ReadOutcome.NotAPrinter(String why) -> new IppAttempt(place, IppAttempt.Result.ANSWERED, why);
                case ReadOutcome.Refused(String why) -> new IppAttempt(place, IppAttempt.Result.REFUSED, why);
                case ReadOutcome.Silent silent ->
                    new IppAttempt(
                            place,
                            silence.closed() ? IppAttempt.Result.CLOSED : IppAttempt.Result.SILENT,
                            silence.why());
            };
        }

        private Step at(Place place) throws InterruptedException {
            List<String> everything = new ArrayList<>(WantedAttributes.NAMES);
            everything.addFirst("all");
            for (int version : VERSIONS) {
                IppTransport.Outcome outcome = ask(place, version, everything);
                Optional<Step> http = http(outcome);
                if (http.isPresent()) {
                    return http.get();
                }
                byte[] body = ((IppTransport.Outcome.Answered) outcome).body();
                switch (IppCodec.decode(body)) {
                    case IppAnswer.Garbage(String why) -> {
                        return new Step.Done(new ReadOutcome.NotAPrinter(why));
                    }
                    case IppAnswer.Message message -> {
                        if (message.status() != VERSION_NOT_SUPPORTED) {
                            return judged(message, place, version);
                        }
                    }
                }
            }
            return new Step.Done(new ReadOutcome.NotAPrinter("it knows none of the IPP versions 2.0, 1.1 and 1.0"));
        }

        private IppTransport.Outcome ask(Place place, int version, List<String> attributes)
                throws InterruptedException {
            Duration left = Duration.between(stopwatch.instant(), deadline);
            if (left.compareTo(Duration.ofMillis(10)) < 0) {
                return new IppTransport.Outcome.Silence("the time for a device is over", false);
            }
            Duration timeout = left.compareTo(settings.timeout()) < 0 ? left : settings.timeout();
            int id = requestIds.incrementAndGet() & 0x7FFF_FFFF;
            byte[] request = IppCodec.request(version, Math.max(1, id), place.ipp(), attributes);
            IppTransport.Outcome outcome = transport.post(place.http(), request, timeout);
            if (outcome instanceof IppTransport.Outcome.Answered) {
                answers++;
            }
            return outcome;
        }

        /// What HTTP itself says; empty when there is an IPP answer to look at.
        private Optional<Step> http(IppTransport.Outcome outcome) {
            return switch (outcome) {
                case IppTransport.Outcome.Silence quiet -> {
                    silence = quiet;
                    yield Optional.of(new Step.Done(new ReadOutcome.Silent(answers)));
                }
                case IppTransport.Outcome.NoHttp(String why) -> Optional.of(new Step.NeedsTls(why));
                case IppTransport.Outcome.Cut(String why) ->
                    Optional.of(new Step.Done(new ReadOutcome.NotAPrinter(why)));
                case IppTransport.Outcome.Answered(int status, byte[] body) -> {
                    if (status == HTTP_OK) {
                        yield Optional.empty();
                    } else if (status == HTTP_UPGRADE) {
                        yield Optional.of(new Step.NeedsTls("it wants TLS"));
                    } else if (HTTP_NOT_ALLOWED.contains(status)) {
                        yield Optional.of(new Step.Done(new ReadOutcome.Refused(
                                "it wants a user name and a password for IPP (HTTP " + status + ")")));
                    } else if (status == HTTP_NOT_FOUND || status == HTTP_NOT_ALLOWED_METHOD) {
                        yield Optional.of(new Step.NextPath("it has no IPP service at any of the usual paths"));
                    }
                    yield Optional.of(new Step.NextPath("its web server answers HTTP " + status + " instead of IPP"));
                }
            };
        }

        private Step judged(IppAnswer.Message message, Place place, int version) throws InterruptedException {
            String status = "IPP status 0x%04X".formatted(message.status());
            if (message.status() == IPP_NOT_FOUND) {
                return new Step.NextPath("it has no IPP service at any of the usual paths (" + status + ")");
            }
            if (IPP_NOT_ALLOWED.contains(message.status())) {
                return new Step.Done(new ReadOutcome.Refused("it does not let us read it by IPP (" + status + ")"));
            }
            if (!message.isSuccess()) {
                return new Step.Done(new ReadOutcome.NotAPrinter("it answers IPP with an error: " + status
                        + (message.message().isEmpty() ? "" : ", " + message.message())));
            }
            return new Step.Done(
                    IppReading.of(complete(message.attributes(), place, version), sighting, clock.instant()));
        }

        /// Some printers take "all" for the name of a group that they do not have; those are asked by names alone.
        private IppAttributes complete(IppAttributes first, Place place, int version) throws InterruptedException {
            if (first.has("printer-state") && first.has("printer-make-and-model")) {
                return first;
            }
            if (ask(place, version, WantedAttributes.NAMES)
                            instanceof IppTransport.Outcome.Answered(int status, byte[] body)
                    && status == HTTP_OK
                    && IppCodec.decode(body) instanceof IppAnswer.Message message
                    && message.isSuccess()) {
                IppAttributes second = message.attributes();
                return second.values().size() > first.values().size() ? second : first;
            }
            return first;
        }
    }
}
