package io.printmaster.model;

import java.util.Locale;
import java.util.Optional;

/// What a printer is doing, from hrDeviceStatus and hrPrinterStatus together (RFC 3805, table on printer states).
public enum PrinterStatus {
    IDLE,
    PRINTING,
    WARMUP,
    /// Works, but somebody should look.
    WARNING,
    /// Stopped until somebody comes.
    DOWN,
    OFFLINE,
    UNKNOWN;

    /// The word used on the wire.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the wire's word; empty when it is none of ours.
    public static Optional<PrinterStatus> ofWord(String word) {
        for (PrinterStatus status : values()) {
            if (status.word().equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
