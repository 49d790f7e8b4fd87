package io.printmaster.agent.read;

import io.printmaster.agent.read.maker.Maker;
import io.printmaster.agent.read.maker.Makers;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SessionEnded;
import io.printmaster.agent.snmp.SessionLimits;
import io.printmaster.agent.snmp.SnmpClient;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpSession;
import io.printmaster.agent.snmp.SnmpTarget;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.model.MacAddress;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sighting;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Reads printers over SNMP: Printer-MIB, Host-Resources and the makers' own objects. Thread-safe.
public final class SnmpPrinterReader implements PrinterReader {
    private final SnmpClient client;
    private final Map<String, SnmpCredential> credentials;
    private final ReadSettings settings;
    private final InstantSource clock;

    /// @param credentials by their name, as sightings carry it
    public SnmpPrinterReader(
            SnmpClient client, Map<String, SnmpCredential> credentials, ReadSettings settings, InstantSource clock) {
        this.client = client;
        this.credentials = Map.copyOf(credentials);
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public ReadOutcome read(Sighting sighting) {
        SnmpCredential credential = credentials.get(sighting.credential());
        if (credential == null) {
            return new ReadOutcome.Refused("no SNMP credential is called \"" + sighting.credential() + "\"");
        }
        SnmpTarget target =
                new SnmpTarget(sighting.address(), sighting.port(), credential, settings.timeout(), settings.retries());
        SnmpSession session =
                new SnmpSession(client, target, SessionLimits.of(settings.pause(), settings.maxTime()), clock);
        try {
            return read(new Conversation(session, sighting.address()), sighting);
        } catch (SessionEnded ended) {
            return switch (ended.kind()) {
                case SILENT, OUT_OF_TIME -> new ReadOutcome.Silent(session.answers());
                case REFUSED -> new ReadOutcome.Refused(String.valueOf(ended.getMessage()));
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ReadOutcome.Silent(session.answers());
        }
    }

    private ReadOutcome read(Conversation device, Sighting sighting) throws SessionEnded, InterruptedException {
        device.askWho();
        Optional<Integer> row = printerRow(device);
        int index = row.orElse(1);
        if (index != 1) {
            device.askPrinterRow(index);
        }
        device.walkSupplies();
        Optional<Integer> tableDevice = Verdict.tableDevice(device.columns(0));
        if (row.isEmpty() && tableDevice.isPresent() && tableDevice.get() != 1) {
            index = tableDevice.get();
            device.askPrinterRow(index);
        }
        Optional<Maker> maker = Makers.family(device.facts().text(Mib.SYS_DESCR), sysObjectId(device.facts()));
        boolean inTables = tableDevice.isPresent() || hasGeneral(device.facts(), index);
        boolean listed = row.isPresent() && !Verdict.isHost(device.facts());
        if (!inTables && !listed && maker.isEmpty()) {
            return notAPrinter(device);
        }
        device.askPrivate(maker.orElse(Maker.NONE), index);
        boolean lists =
                !device.columns(0).rows(Mib.HR_DEVICE_TYPE, Mib.HR_DEVICE_DESCR).isEmpty();
        boolean byMaker = !lists && Verdict.makerSaysPrinter(maker, device.facts());
        if (!inTables && !listed && !byMaker) {
            device.walkTheRest(maker.orElse(Maker.NONE));
            if (Verdict.tableDevice(device.columns(0)).isEmpty()) {
                return notAPrinter(device);
            }
        } else {
            device.walkTheRest(maker.orElse(Maker.NONE));
        }
        return finish(device, sighting, maker.orElse(Maker.NONE), index);
    }

    private ReadOutcome finish(Conversation device, Sighting sighting, Maker maker, int index)
            throws SessionEnded, InterruptedException {
        Optional<MacAddress> mac = device.hardwareAddress();
        UnkeyedReading reading = new Assembly(device, maker, index, mac).reading(sighting, clock.instant());
        return PrinterKey.ofSerial(
                        reading.identity().manufacturer(), reading.identity().serial())
                .or(() -> mac.flatMap(m -> PrinterKey.ofMac(m.value())))
                .<ReadOutcome>map(key -> new ReadOutcome.Read(reading.keyed(key)))
                .orElseGet(() -> new ReadOutcome.NoIdentity(reading));
    }

    /// The printer's row is nearly always the first; only if it is not are the others looked at.
    private static Optional<Integer> printerRow(Conversation device) throws SessionEnded, InterruptedException {
        if (device.facts().isObjectId(Mib.HR_DEVICE_TYPE.child(1), Mib.TYPE_PRINTER)) {
            return Optional.of(1);
        }
        device.walkDevices();
        return Verdict.printerRow(device.columns(0));
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

    private static ReadOutcome notAPrinter(Conversation device) {
        String sysDescr = device.facts().text(Mib.SYS_DESCR);
        return new ReadOutcome.NotAPrinter(
                "no printer's tables" + (sysDescr.isEmpty() ? "" : "; it says it is: " + sysDescr));
    }
}
