package io.printmaster.server.ingest;

import io.printmaster.model.Meters;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.http.Request;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.Devices;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.Tx;
import io.printmaster.wire.Batch;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.DeviceRecord;
import io.printmaster.wire.Rejection;
import io.printmaster.wire.SampleJson;
import io.printmaster.wire.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;

/// Turns records into rows. Texts are made before the transaction begins, so that the one writer only writes.
final class RecordStorage {
    private static final JsonMapper JSON = new JsonMapper();

    private final AgentAudit audit;

    RecordStorage(AgentAudit audit) {
        this.audit = audit;
    }

    /// Writes a batch's good records.
    @FunctionalInterface
    interface Writing {
        /// Writes them.
        ///
        /// @param rejected takes what is refused only now
        /// @return how many are stored, repeats included
        int into(Tx tx, List<Rejection> rejected);
    }

    Writing devices(Request request, Batch<DeviceRecord> batch, Instant now) {
        Caller.Agent caller = request.principal(Caller.Agent.class);
        List<Ready> all = new ArrayList<>(batch.items().size());
        for (Batch.Item<DeviceRecord> item : batch.items()) {
            all.add(new Ready(item.value(), report(item.value())));
        }
        return (tx, rejected) -> {
            for (Ready one : all) {
                Devices.Report report = presentKey(tx, caller, one.device)
                        .map(RecordStorage::report)
                        .orElse(one.report);
                Devices.Outcome outcome = tx.devices().report(caller.tenant(), caller.id(), report, now);
                PrinterKey key = report.printer().key();
                outcome.formerOwner()
                        .ifPresent(former -> tx.audit()
                                .add(audit.entry(
                                        request, "device_owner", "Device " + key + " moved from agent " + former)));
                outcome.moved()
                        .forEach(former -> tx.audit()
                                .add(audit.entry(
                                        request, "device_key", "Device " + former + " is known as " + key + " now")));
            }
            return all.size();
        };
    }

    private record Ready(DeviceRecord device, Devices.Report report) {}

    private static Devices.Report report(DeviceRecord device) {
        return new Devices.Report(
                device.printer(),
                new String(DeviceJson.encode(device), StandardCharsets.UTF_8),
                JSON.writeValueAsString(device.consumables()),
                JSON.writeValueAsString(device.statusMessages()),
                device.extras());
    }

    /// The record under the device's present key, where it came under one that the device had before: it
    /// was under way, or its agent forgot and the printer told less this time. Empty for all others.
    private static Optional<DeviceRecord> presentKey(Tx tx, Caller.Agent caller, DeviceRecord device) {
        Printer p = device.printer();
        Optional<PrinterKey> now = tx.devices()
                .nowKnownAs(
                        caller.tenant(), caller.id(), p.key(), p.provenance().lastSeen());
        Optional<DeviceRow> row = now.flatMap(key -> tx.devices().find(caller.tenant(), key));
        return row.map(known -> new DeviceRecord(
                p.knownAs(known.key(), known.serial()),
                device.consumables(),
                device.statusMessages(),
                device.extras()));
    }

    private record ReadySample(int index, SampleRecord sample, String tonerLevels, String supplies) {}

    Writing samples(Request request, Batch<SampleRecord> batch) {
        Caller.Agent caller = request.principal(Caller.Agent.class);
        List<ReadySample> all = new ArrayList<>(batch.items().size());
        for (Batch.Item<SampleRecord> item : batch.items()) {
            all.add(ready(item));
        }
        return (tx, rejected) -> {
            int stored = 0;
            Map<PrinterKey, Newest> newest = new LinkedHashMap<>();
            for (ReadySample one : all) {
                if (store(tx, caller, one, newest)) {
                    stored++;
                } else {
                    rejected.add(new Rejection(
                            one.index,
                            one.sample.serial(),
                            Rejection.UNKNOWN_DEVICE,
                            "this device is not known; send it first"));
                }
            }
            newest.forEach((key, last) -> tx.metrics().show(caller.tenant(), key, last.at, last.total));
            return stored;
        };
    }

    /// What a device's samples of one batch come to.
    private record Newest(Instant at, OptionalLong total) {
        static Newest of(Metrics.Point point) {
            return new Newest(point.at(), point.meters().count(Meters.TOTAL));
        }

        /// The later of two; a total that it does not tell is the earlier one's.
        Newest and(Newest other) {
            boolean otherIsLater = !other.at.isBefore(at);
            Newest later = otherIsLater ? other : this;
            Newest earlier = otherIsLater ? this : other;
            return new Newest(later.at, later.total.isPresent() ? later.total : earlier.total);
        }
    }

    private static boolean store(Tx tx, Caller.Agent caller, ReadySample one, Map<PrinterKey, Newest> newest) {
        Optional<PrinterKey> key =
                one.sample.key().or(() -> tx.devices().bySerial(caller.tenant(), caller.id(), one.sample.serial()));
        if (key.isEmpty()) {
            return false;
        }
        Metrics.Point point =
                new Metrics.Point(one.sample.at(), one.sample.meters(), one.tonerLevels, one.supplies, false);
        if (keep(tx, caller, key.get(), point, newest)) {
            return true;
        }
        // Taken before the device told a stronger key, and under way since.
        return tx.devices()
                .nowKnownAs(caller.tenant(), caller.id(), key.get(), point.at())
                .filter(now -> keep(tx, caller, now, point, newest))
                .isPresent();
    }

    private static boolean keep(
            Tx tx, Caller.Agent caller, PrinterKey key, Metrics.Point point, Map<PrinterKey, Newest> newest) {
        return switch (tx.metrics().keep(caller.tenant(), key, point)) {
            case STORED -> {
                newest.merge(key, Newest.of(point), Newest::and);
                yield true;
            }
            case REPEATED -> true;
            case UNKNOWN_DEVICE -> false;
        };
    }

    private static ReadySample ready(Batch.Item<SampleRecord> item) {
        SampleRecord sample = item.value();
        return new ReadySample(
                item.index(),
                sample,
                SampleJson.tonerLevels(sample.supplies()),
                SampleJson.supplies(sample.supplies()));
    }
}
