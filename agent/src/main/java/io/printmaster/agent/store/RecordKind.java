package io.printmaster.agent.store;

/// What a queued record is; each kind goes to its own route (WIRE, "Devices" and "Metrics").
public enum RecordKind {
    DEVICE,
    METRICS
}
