package io.printmaster.model;

import java.util.Optional;

/// The bits of hrPrinterDetectedErrorState (RFC 2790), in the order of the standard: the ordinal is the bit number,
/// counted from the most significant bit of the first octet.
public enum DetectedError {
    LOW_PAPER("lowPaper"),
    NO_PAPER("noPaper"),
    LOW_TONER("lowToner"),
    NO_TONER("noToner"),
    DOOR_OPEN("doorOpen"),
    JAMMED("jammed"),
    OFFLINE("offline"),
    SERVICE_REQUESTED("serviceRequested"),
    INPUT_TRAY_MISSING("inputTrayMissing"),
    OUTPUT_TRAY_MISSING("outputTrayMissing"),
    MARKER_SUPPLY_MISSING("markerSupplyMissing"),
    OUTPUT_NEAR_FULL("outputNearFull"),
    OUTPUT_FULL("outputFull"),
    INPUT_TRAY_EMPTY("inputTrayEmpty"),
    OVERDUE_PREVENT_MAINT("overduePreventMaint");

    private final String word;

    DetectedError(String word) {
        this.word = word;
    }

    /// The standard's own word, which is also the wire's.
    public String word() {
        return word;
    }

    /// Reads the standard's word; empty when it is none.
    public static Optional<DetectedError> ofWord(String word) {
        for (DetectedError error : values()) {
            if (error.word.equals(word)) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }
}
