package io.printmaster.server.fleet;

import io.printmaster.model.PrinterStatus;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How a device is, in the one word that lists show and filter by. Every device is in exactly one of them.
public enum DeviceState {
    /// Stopped, or with a fault that stops it: somebody has to go there.
    ERROR,
    WARNING,
    OFFLINE,
    READY,
    UNKNOWN;

    /// The word in addresses and in JSON.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the word; empty when it is none.
    public static Optional<DeviceState> ofWord(String word) {
        for (DeviceState state : values()) {
            if (state.word().equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /// The state of a device that reports this status.
    ///
    /// @param inError as the store says, see DeviceQueries.Filter
    public static DeviceState of(PrinterStatus status, boolean inError) {
        if (inError) {
            return ERROR;
        }
        return switch (status) {
            case DOWN -> ERROR;
            case WARNING -> WARNING;
            case OFFLINE -> OFFLINE;
            case IDLE, PRINTING, WARMUP -> READY;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /// Reported statuses that may lead to it; for [#ERROR] all, which the store takes as no condition.
    Set<PrinterStatus> statuses() {
        return switch (this) {
            case ERROR -> Set.of();
            case WARNING -> Set.of(PrinterStatus.WARNING);
            case OFFLINE -> Set.of(PrinterStatus.OFFLINE);
            case READY -> Set.of(PrinterStatus.IDLE, PrinterStatus.PRINTING, PrinterStatus.WARMUP);
            case UNKNOWN -> Set.of(PrinterStatus.UNKNOWN);
        };
    }
}
