package io.printmaster.agent.read;

import io.printmaster.agent.read.maker.Maker;
import io.printmaster.agent.read.maker.Makers;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SessionEnded;
import io.printmaster.agent.snmp.SessionLimits;
import io.printmaster.agent.snmp.SnmpClient;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpManners;
import io.printmaster.agent.snmp.SnmpSession;
import io.printmaster.agent.snmp.SnmpTarget;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sighting;
import java.time.InstantSource;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Reads printers over SNMP: Printer-MIB, Host-Resources and the makers' own objects. Thread-safe.
///
/// What does not change by itself is read once a day, and when the device says that it changed, started anew or is
/// another one; in between only the state is read. What is kept for that is bounded.
public final class SnmpPrinterReader implements PrinterReader {
    private final SnmpClient client;
    private final Map<String, SnmpCredential> credentials;
    private final ReadSettings settings;
    private final InstantSource clock;
    private final InstantSource stopwatch;
    private final KeptDevices kept = new KeptDevices();
    private final LongAdder readings = new LongAdder();
    private final LongAdder whole = new LongAdder();
    private final LongAdder requests = new LongAdder();

    /// With a clock that nobody sets.
    ///
    /// @param credentials by their name, as sightings carry it
    public SnmpPrinterReader(
            SnmpClient client, Map<String, SnmpCredential> credentials, ReadSettings settings, InstantSource clock) {
        this(client, credentials, settings, clock, clock);
    }

    /// @param credentials by their name, as sightings carry it
    /// @param clock       for the times of readings
    /// @param stopwatch   for how long they take: a clock that is set must not make a printer look silent
    public SnmpPrinterReader(
            SnmpClient client,
            Map<String, SnmpCredential> credentials,
            ReadSettings settings,
            InstantSource clock,
            InstantSource stopwatch) {
        this.client = client;
        this.credentials = Map.copyOf(credentials);
        this.settings = settings;
        this.clock = clock;
        this.stopwatch = stopwatch;
    }

    /// What was done so far.
    public ReadCounts counts() {
        return new ReadCounts(readings.sum(), whole.sum(), requests.sum());
    }

    @Override
    public ReadOutcome read(Sighting sighting) {
        SnmpCredential credential = credentials.get(sighting.credential());
        if (credential == null) {
            return new ReadOutcome.Refused("no SNMP credential is called \"" + sighting.credential() + "\"");
        }
        SnmpTarget target =
                new SnmpTarget(sighting.address(), sighting.port(), credential, settings.timeout(), settings.retries());
        KeptDevices.Place place = new KeptDevices.Place(sighting.address(), sighting.port(), sighting.credential());
        Optional<Kept> before = kept.find(place).filter(k -> k.isFresh(clock.instant()));
        SnmpSession session = new SnmpSession(
                client,
                target,
                before.map(Kept::manners).orElse(SnmpManners.of(credential)),
                SessionLimits.of(settings.pause(), settings.maxTime()),
                stopwatch);
        try {
            return new OneReading(session, sighting, place).read(before);
        } catch (SessionEnded ended) {
            return switch (ended.kind()) {
                case SILENT, OUT_OF_TIME -> new ReadOutcome.Silent(session.answers());
                case REFUSED -> new ReadOutcome.Refused(String.valueOf(ended.getMessage()));
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ReadOutcome.Silent(session.answers());
        } finally {
            readings.increment();
            requests.add(session.requests());
        }
    }

    /// One device, asked once.
    private final class OneReading {
        private final SnmpSession session;
        private final Sighting sighting;
        private final KeptDevices.Place place;

        private OneReading(SnmpSession session, Sighting sighting, KeptDevices.Place place) {
            this.session = session;
            this.sighting = sighting;
            this.place = place;
        }

        private ReadOutcome read(Optional<Kept> before) throws SessionEnded, InterruptedException {
            if (before.isPresent()) {
                Optional<DeviceAnswers> state = state(before.get());
                if (state.isPresent()) {
                    kept.keep(place, before.get().again(state.get(), session.manners(), clock.instant()));
                    return finish(
                            state.get(), before.get().maker(), before.get().index());
                }
            }
            whole.increment();
            kept.forget(place);
            return whole(new DeviceAnswers(sighting.address()));
        }

        /// What changes, with what lasts; empty when the rest has to be read, too.
        private Optional<DeviceAnswers> state(Kept before) throws SessionEnded, InterruptedException {
            Kept.Moving moving = before.unpacked();
            Map<Oid, SnmpValue> values = session.get(moving.names());
            if (!moving.isContinuedBy(values, clock.instant())) {
                return Optional.empty();
            }
            Map<Oid, Integer> rows = moving.rows();
            Map<Oid, NavigableMap<Oid, SnmpValue>> columns =
                    session.columns(moving.toWalk(rows), rows, Tables::maxRows);
            // Unpacked only now: many devices are waited for at a time, and little is held as long as they are.
            DeviceAnswers answers = new DeviceAnswers(sighting.address());
            answers.add(before.lasting());
            answers.add(values);
            answers.addCells(before.maker().cellColumns(), values);
            answers.addColumns(columns);
            return moving.holdsTheSame(answers) ? Optional.of(answers) : Optional.empty();
        }

        private ReadOutcome whole(DeviceAnswers answers) throws SessionEnded, InterruptedException {
            Conversation device = new Conversation(session, answers);
            device.askWho();
            Optional<Integer> row = printerRow(device, answers);
            int index = row.orElse(1);
            if (index != 1) {
                device.askPrinterRow(index);
            }
            boolean listed = row.isPresent() && !Verdict.isHost(answers.facts());
            if (!listed) {
                device.walkSupplies();
            }
            Optional<Integer> tableDevice = Verdict.tableDevice(answers.columns(0));
            if (row.isEmpty() && tableDevice.isPresent() && tableDevice.get() != 1) {
                index = tableDevice.get();
                device.askPrinterRow(index);
            }
            Optional<Maker> maker = Makers.family(answers.facts().text(Mib.SYS_DESCR), sysObjectId(answers.facts()));
            boolean inTables = tableDevice.isPresent() || hasGeneral(answers.facts(), index);
            if (!inTables && !listed && maker.isEmpty()) {
                return notAPrinter(answers);
            }
            device.askPrivate(maker.orElse(Maker.NONE), index);
            boolean lists = !answers.columns(0)
                    .rows(Mib.HR_DEVICE_TYPE, Mib.HR_DEVICE_DESCR)
                    .isEmpty();
            boolean byMaker = !lists && Verdict.makerSaysPrinter(maker, answers.facts());
            device.walkTheRest(maker.orElse(Maker.NONE));
            boolean known = inTables || listed || byMaker;
            if (!known && Verdict.tableDevice(answers.columns(0)).isEmpty()) {
                return notAPrinter(answers);
            }
            Kept.of(answers, maker.orElse(Maker.NONE), index, session.manners(), clock.instant())
                    .ifPresent(k -> kept.keep(place, k));
            return finish(answers, maker.orElse(Maker.NONE), index);
        }

        private ReadOutcome finish(DeviceAnswers answers, Maker maker, int index) {
            UnkeyedReading reading = new Assembly(answers, maker, index).reading(sighting, clock.instant());
            return PrinterKey.ofSerial(
                            reading.identity().manufacturer(),
                            reading.identity().serial())
                    .or(() -> PrinterKey.ofMac(reading.network().mac()))
                    .<ReadOutcome>map(key -> new ReadOutcome.Read(reading.keyed(key)))
                    .orElseGet(() -> new ReadOutcome.NoIdentity(reading));
        }
    }

    /// The printer's row is nearly always the first; only if it is not are the others looked at.
    private static Optional<Integer> printerRow(Conversation device, DeviceAnswers answers)
            throws SessionEnded, InterruptedException {
        if (answers.facts().isObjectId(Mib.HR_DEVICE_TYPE.child(1), Mib.TYPE_PRINTER)) {
            return Optional.of(1);
        }
        device.walkDevices();
        return Verdict.printerRow(answers.columns(0));
    }

    private static boolean hasGeneral(Facts facts, int index) {
        return facts.values().containsKey(Mib.GENERAL_SERIAL.child(index))
                || facts.values().containsKey(Mib.GENERAL_DEFAULT_MARKER.child(index));
    }

    private static Optional<Oid> sysObjectId(Facts facts) {
        return facts.values().get(Mib.SYS_OBJECT_ID) instanceof SnmpValue.ObjectId(Oid id)
                ? Optional.of(id)
                : Optional.empty();
    }

    private static ReadOutcome notAPrinter(DeviceAnswers answers) {
        String sysDescr = answers.facts().text(Mib.SYS_DESCR);
        return new ReadOutcome.NotAPrinter(
                "no printer's tables" + (sysDescr.isEmpty() ? "" : "; it says it is: " + sysDescr));
    }
}
