package io.printmaster.server.ingest;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns records into rows. Texts are made before the transaction begins, so that the one writer only writes.
final class RecordStorage {
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
        List<Ready> all = new ArrayList<>(batch.items().size());
        for (Batch.Item<DeviceRecord> item : batch.items()) {
            all.add(new Ready(item.value(), report(item.value())));
        }
        return (tx, rejected) -> {
            for (List<Ready> together : Devices.together(all, one -> one.device.printer())) {
                store(tx, request, together, now);
            }
            return all.size();
        };
    }

    private void store(Tx tx, Request request, List<Ready> together, Instant now) {
        Caller.Agent caller = request.principal(Caller.Agent.class);
        List<Devices.Report> reports = presentKeys(tx, caller, together);
        List<Devices.Outcome> outcomes = tx.devices().reportAll(caller.tenant(), caller.id(), reports, now);
        for (int i = 0; i < outcomes.size(); i++) {
            PrinterKey key = reports.get(i).printer().key();
            outcomes.get(i)
                    .formerOwner()
                    .ifPresent(former -> tx.audit()
                            .add(audit.entry(
                                    request, "device_owner", "Device " + key + " moved from agent " + former)));
            outcomes.get(i)
                    .moved()
                    .forEach(former -> tx.audit()
                            .add(audit.entry(
                                    request, "device_key", "Device " + former + " is known as " + key + " now")));
        }
    }

    private record Ready(DeviceRecord device, Devices.Report report) {}

    private static Devices.Report report(DeviceRecord device) {
        return new Devices.Report(device.printer(), DeviceJson.timeless(device));
    }

    /// The reports, each under its device's present key where it came under one that the device had before: it
    /// was under way, or its agent forgot and the printer told less this time.
    private static List<Devices.Report> presentKeys(Tx tx, Caller.Agent caller, List<Ready> together) {
        Map<PrinterKey, Instant> told = new HashMap<>();
        together.forEach(one -> told.put(
                one.device.printer().key(), one.device.printer().provenance().lastSeen()));
        Map<PrinterKey, PrinterKey> now = tx.devices().nowKnownAs(caller.tenant(), caller.id(), told);
        return together.stream()
                .map(one -> Optional.ofNullable(now.get(one.device.printer().key()))
                        .flatMap(key -> tx.devices().find(caller.tenant(), key))
                        .map(known -> report(under(known, one.device)))
                        .orElse(one.report))
                .toList();
    }

    private static DeviceRecord under(DeviceRow known, DeviceRecord device) {
        return new DeviceRecord(
                device.printer().knownAs(known.key(), known.serial()),
                device.consumables(),
                device.statusMessages(),
                device.extras());
    }

    private record ReadySample(int index, SampleRecord sample, String tonerLevels, String supplies) {}

    Writing samples(Request request, Batch<SampleRecord> batch, Instant now) {
        Caller.Agent caller = request.principal(Caller.Agent.class);
        List<ReadySample> all = new ArrayList<>(batch.items().size());
        for (Batch.Item<SampleRecord> item : batch.items()) {
            all.add(ready(item));
        }
        return (tx, rejected) -> {
            List<Optional<PrinterKey>> keys =
                    all.stream().map(one -> key(tx, caller, one.sample)).toList();
            List<Metrics.Sample> known = new ArrayList<>(all.size());
            for (int i = 0; i < all.size(); i++) {
                Metrics.Point point = point(all.get(i));
                keys.get(i).ifPresent(key -> known.add(new Metrics.Sample(key, point)));
            }
            Iterator<Metrics.Added> added =
                    tx.metrics().addAll(caller.tenant(), known, now).iterator();
            int stored = 0;
            for (int i = 0; i < all.size(); i++) {
                boolean direct = keys.get(i).isPresent() && added.next() != Metrics.Added.UNKNOWN_DEVICE;
                if (direct || underPresentKey(tx, caller, keys.get(i), point(all.get(i)))) {
                    stored++;
                } else {
                    rejected.add(unknown(all.get(i)));
                }
            }
            return stored;
        };
    }

    private static Rejection unknown(ReadySample one) {
        return new Rejection(
                one.index, one.sample.serial(), Rejection.UNKNOWN_DEVICE, "this device is not known; send it first");
    }

    private static Optional<PrinterKey> key(Tx tx, Caller.Agent caller, SampleRecord sample) {
        return sample.key().or(() -> tx.devices().bySerial(caller.tenant(), caller.id(), sample.serial()));
    }

    private static Metrics.Point point(ReadySample one) {
        return new Metrics.Point(one.sample.at(), one.sample.meters(), one.tonerLevels, one.supplies, false);
    }

    /// Taken before the device told a stronger key, and under way since.
    private static boolean underPresentKey(
            Tx tx, Caller.Agent caller, Optional<PrinterKey> former, Metrics.Point point) {
        return former.flatMap(key -> tx.devices().nowKnownAs(caller.tenant(), caller.id(), key, point.at()))
                .filter(now -> tx.metrics().add(caller.tenant(), now, point) != Metrics.Added.UNKNOWN_DEVICE)
                .isPresent();
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
