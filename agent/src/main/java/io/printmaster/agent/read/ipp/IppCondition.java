package io.printmaster.agent.read.ipp;

import io.printmaster.model.Alert;
import io.printmaster.model.Condition;
import io.printmaster.model.DetectedError;
import io.printmaster.model.PrinterStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// printer-state and printer-state-reasons (RFC 8011, sections 5.4.11 and 5.4.12) to our words.
///
/// printer-alert is not looked at: printers keep a history there, not what is the case now.
final class IppCondition {
    private static final int IDLE = 3;
    private static final int PROCESSING = 4;
    private static final int STOPPED = 5;
    private static final int MAX_REASONS = 50;

    private static final Set<String> AWAY = Set.of("offline", "shutdown", "deactivated", "powered-off", "timed-out");

    private static final Map<String, DetectedError> ERRORS = Map.ofEntries(
            Map.entry("media-low", DetectedError.LOW_PAPER),
            Map.entry("media-empty", DetectedError.NO_PAPER),
            Map.entry("media-needed", DetectedError.NO_PAPER),
            Map.entry("media-jam", DetectedError.JAMMED),
            Map.entry("toner-low", DetectedError.LOW_TONER),
            Map.entry("toner-empty", DetectedError.NO_TONER),
            Map.entry("marker-supply-low", DetectedError.LOW_TONER),
            Map.entry("marker-supply-empty", DetectedError.NO_TONER),
            Map.entry("marker-supply-missing", DetectedError.MARKER_SUPPLY_MISSING),
            Map.entry("cover-open", DetectedError.DOOR_OPEN),
            Map.entry("door-open", DetectedError.DOOR_OPEN),
            Map.entry("interlock-open", DetectedError.DOOR_OPEN),
            Map.entry("input-tray-missing", DetectedError.INPUT_TRAY_MISSING),
            Map.entry("output-tray-missing", DetectedError.OUTPUT_TRAY_MISSING),
            Map.entry("output-area-almost-full", DetectedError.OUTPUT_NEAR_FULL),
            Map.entry("output-area-full", DetectedError.OUTPUT_FULL),
            Map.entry("offline", DetectedError.OFFLINE),
            Map.entry("shutdown", DetectedError.OFFLINE),
            Map.entry("deactivated", DetectedError.OFFLINE),
            Map.entry("powered-off", DetectedError.OFFLINE),
            Map.entry("marker-waste-full", DetectedError.SERVICE_REQUESTED),
            Map.entry("developer-empty", DetectedError.SERVICE_REQUESTED),
            Map.entry("opc-life-over", DetectedError.SERVICE_REQUESTED),
            Map.entry("cleaner-life-over", DetectedError.SERVICE_REQUESTED),
            Map.entry("fuser-over-temp", DetectedError.SERVICE_REQUESTED),
            Map.entry("fuser-under-temp", DetectedError.SERVICE_REQUESTED));

    /// Start of a reason and the PrtAlertGroupTC number of what it is about.
    private static final Map<String, Integer> GROUPS = Map.of(
            "media",
            8,
            "input",
            8,
            "output",
            9,
            "marker",
            11,
            "toner",
            11,
            "developer",
            11,
            "opc",
            10,
            "fuser",
            10,
            "cover",
            6,
            "door",
            6);

    private IppCondition() {}

    private record Reason(String keyword, Optional<Alert.Severity> severity) {

        /// A keyword without a suffix does not say how bad it is (RFC 8011, 5.4.12): worth a look.
        static Reason of(String text) {
            String plain = text.strip().toLowerCase(Locale.ROOT);
            for (Alert.Severity severity : Alert.Severity.values()) {
                String suffix = switch (severity) {
                    case CRITICAL -> "-error";
                    case WARNING -> "-warning";
                    case INFO -> "-report";
                };
                if (plain.endsWith(suffix)) {
                    String keyword = plain.substring(0, plain.length() - suffix.length());
                    return new Reason(keyword, Optional.of(severity));
                }
            }
            return new Reason(plain, Optional.empty());
        }

        boolean isReport() {
            return severity.filter(s -> s == Alert.Severity.INFO).isPresent();
        }
    }

    static Condition of(IppAttributes attributes) {
        List<Reason> reasons = attributes.texts("printer-state-reasons").stream()
                .limit(MAX_REASONS)
                .map(Reason::of)
                .filter(r -> !r.keyword.isEmpty() && !r.keyword.equals("none"))
                .toList();
        return new Condition(
                status(attributes.integer("printer-state").orElse(0), reasons),
                errors(reasons),
                alerts(reasons),
                attributes.text("printer-state-message"));
    }

    private static PrinterStatus status(int state, List<Reason> reasons) {
        if (reasons.stream().anyMatch(r -> AWAY.contains(r.keyword))) {
            return PrinterStatus.OFFLINE;
        }
        return switch (state) {
            case IDLE ->
                reasons.stream().allMatch(r -> r.isReport() || isCalm(r)) ? PrinterStatus.IDLE : PrinterStatus.WARNING;
            case PROCESSING -> PrinterStatus.PRINTING;
            case STOPPED -> PrinterStatus.DOWN;
            default -> PrinterStatus.UNKNOWN;
        };
    }

    /// What somebody asked for is no reason to look.
    private static boolean isCalm(Reason reason) {
        return reason.keyword.equals("identify-printer-requested")
                || reason.keyword.equals("hold-new-jobs")
                || reason.keyword.equals("power-saving")
                || reason.keyword.equals("standby")
                || reason.keyword.equals("suspend");
    }

    /// An empty tray among several is told as a mere report; the printer can go on printing.
    private static Set<DetectedError> errors(List<Reason> reasons) {
        Set<DetectedError> errors = EnumSet.noneOf(DetectedError.class);
        for (Reason reason : reasons) {
            DetectedError error = ERRORS.get(reason.keyword);
            if (error == DetectedError.NO_PAPER && reason.isReport()) {
                errors.add(DetectedError.INPUT_TRAY_EMPTY);
            } else if (error != null) {
                errors.add(error);
            }
        }
        return errors;
    }

    private static List<Alert> alerts(List<Reason> reasons) {
        List<Alert> alerts = new ArrayList<>();
        for (Reason reason : reasons) {
            String start = reason.keyword.replaceFirst("-.*", "");
            alerts.add(new Alert(
                    0,
                    reason.severity.orElse(Alert.Severity.WARNING),
                    GROUPS.getOrDefault(start, 0),
                    "",
                    reason.keyword));
        }
        return alerts;
    }
}
