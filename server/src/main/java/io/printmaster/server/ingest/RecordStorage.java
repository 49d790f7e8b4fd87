package io.printmaster.server.ingest;

import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sample;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.http.Request;
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
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
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
        List<Devices.Report> reports = new ArrayList<>(batch.items().size());
        for (Batch.Item<DeviceRecord> item : batch.items()) {
            DeviceRecord device = item.value();
            reports.add(new Devices.Report(
                    device.printer(),
                    new String(DeviceJson.encode(device), StandardCharsets.UTF_8),
                    JSON.writeValueAsString(device.consumables()),
                    JSON.writeValueAsString(device.statusMessages()),
                    device.extras()));
        }
        return (tx, rejected) -> {
            for (Devices.Report report : reports) {
                Devices.Outcome outcome = tx.devices().report(caller.tenant(), caller.id(), report, now);
                outcome.formerOwner()
                        .ifPresent(former -> tx.audit()
                                .add(audit.entry(
                                        request,
                                        "device_owner",
                                        "Device " + report.printer().key() + " moved from agent " + former)));
            }
            return reports.size();
        };
    }

    private record Ready(int index, SampleRecord sample, String tonerLevels, String supplies) {}

    Writing samples(Request request, Batch<SampleRecord> batch) {
        Caller.Agent caller = request.principal(Caller.Agent.class);
        List<Ready> all = new ArrayList<>(batch.items().size());
        for (Batch.Item<SampleRecord> item : batch.items()) {
            all.add(ready(item));
        }
        return (tx, rejected) -> {
            int stored = 0;
            for (Ready one : all) {
                if (store(tx, caller, one)) {
                    stored++;
                } else {
                    rejected.add(new Rejection(
                            one.index,
                            one.sample.serial(),
                            Rejection.UNKNOWN_DEVICE,
                            "this device is not known; send it first"));
                }
            }
            return stored;
        };
    }

    private static boolean store(Tx tx, Caller.Agent caller, Ready one) {
        Optional<PrinterKey> key =
                one.sample.key().or(() -> tx.devices().bySerial(caller.tenant(), caller.id(), one.sample.serial()));
        if (key.isEmpty()) {
            return false;
        }
        Metrics.Point point =
                new Metrics.Point(one.sample.at(), one.sample.meters(), one.tonerLevels, one.supplies, false);
        return switch (tx.metrics().add(caller.tenant(), key.get(), point)) {
            case STORED, REPEATED -> true;
            case UNKNOWN_DEVICE -> false;
        };
    }

    /// The key is only needed to write the wire's JSON, from which the two parts to keep are taken.
    private static final PrinterKey ANY = PrinterKey.ofSerial("", "ANY-DEVICE").orElseThrow();

    private static Ready ready(Batch.Item<SampleRecord> item) {
        Sample sample = item.value().of(item.value().key().orElse(ANY));
        JsonNode json = JSON.readTree(SampleJson.encode(sample));
        return new Ready(
                item.index(),
                item.value(),
                json.path("toner_levels").toString(),
                json.path("supplies").toString());
    }
}
