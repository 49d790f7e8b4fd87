package io.printmaster.agent.read;

import io.printmaster.agent.snmp.Oid;
import io.printmaster.model.Alert;
import io.printmaster.model.Alert.Severity;
import io.printmaster.model.DetectedError;
import io.printmaster.model.FillState;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Tray;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// What status numbers, error bits and alert rows say together. Pure.
final class Conditions {
    private static final Set<DetectedError> STOPPING =
            EnumSet.of(DetectedError.NO_PAPER, DetectedError.NO_TONER, DetectedError.DOOR_OPEN, DetectedError.JAMMED);
    /// Set by many devices in sleep or for a low supply, so they say nothing by themselves.
    private static final Set<DetectedError> DOUBTFUL =
            EnumSet.of(DetectedError.OFFLINE, DetectedError.SERVICE_REQUESTED);
    /// Not a matter for anybody: cover closed, power saver, warming up, door closed, power up and down,
    /// ready, an entry was removed.
    private static final Set<Integer> NEVER_TOLD = Set.of(4, 23, 24, 502, 503, 504, 507, 1801);

    private static final Set<DetectedError> PAPER =
            EnumSet.of(DetectedError.LOW_PAPER, DetectedError.NO_PAPER, DetectedError.INPUT_TRAY_EMPTY);
    private static final Set<FillState> HAS_PAPER = EnumSet.of(FillState.OK, FillState.LOW, FillState.SOME_LEFT);
    private static final int RUNNING = 2;
    private static final int COVER_GROUP = 6;
    private static final int COVER_OPEN = 3;
    private static final int INTERLOCK_OPEN = 5;

    private Conditions() {}

    /// hrPrinterDetectedErrorState: bits count from the most significant bit of the first octet (RFC
    /// 2790). One octet (RFC 1514), two, or more; octets are never text, 0x20 is lowToner and not a
    /// blank.
    static Set<DetectedError> errors(byte[] octets) {
        EnumSet<DetectedError> errors = EnumSet.noneOf(DetectedError.class);
        DetectedError[] inOrder = DetectedError.values();
        for (int bit = 0; bit < Math.min(inOrder.length, octets.length * 8); bit++) {
            if ((octets[bit / 8] & (0x80 >> (bit % 8))) != 0) {
                errors.add(inOrder[bit]);
            }
        }
        return errors;
    }

    /// hrDeviceStatus and hrPrinterStatus in the combinations of RFC 3805's table, made worse by the
    /// error bits.
    static PrinterStatus status(OptionalLong deviceStatus, OptionalLong printerStatus, Set<DetectedError> errors) {
        PrinterStatus told = told((int) deviceStatus.orElse(1), (int) printerStatus.orElse(2), errors);
        boolean needsLook = errors.stream().anyMatch(e -> !DOUBTFUL.contains(e));
        boolean fine = told == PrinterStatus.IDLE || told == PrinterStatus.PRINTING || told == PrinterStatus.UNKNOWN;
        if (!needsLook || !fine) {
            return told;
        }
        boolean stopped = told == PrinterStatus.UNKNOWN && errors.stream().anyMatch(STOPPING::contains);
        return stopped ? PrinterStatus.DOWN : PrinterStatus.WARNING;
    }

    private static PrinterStatus told(int deviceStatus, int printerStatus, Set<DetectedError> errors) {
        PrinterStatus working = switch (printerStatus) {
            case 3 -> PrinterStatus.IDLE;
            case 4 -> PrinterStatus.PRINTING;
            case 5 -> PrinterStatus.WARMUP;
            default -> PrinterStatus.UNKNOWN;
        };
        return switch (deviceStatus) {
            case 2, 4 -> working == PrinterStatus.UNKNOWN ? PrinterStatus.IDLE : working;
            case 3 -> PrinterStatus.WARNING;
            case 5 -> {
                if (working == PrinterStatus.WARMUP) {
                    yield PrinterStatus.WARMUP;
                }
                yield errors.contains(DetectedError.OFFLINE) ? PrinterStatus.OFFLINE : PrinterStatus.DOWN;
            }
            default -> working;
        };
    }

    /// The errors without those that speak of paper which is not needed: a device that says it is running
    /// and has paper in one tray does not stop for another, and a bypass is empty most of the time.
    static Set<DetectedError> withoutSparePaper(
            Set<DetectedError> errors, OptionalLong deviceStatus, List<Tray> trays) {
        boolean isRunning = deviceStatus.orElse(0) == RUNNING;
        boolean hasPaper = trays.stream().map(Tray::state).anyMatch(HAS_PAPER::contains);
        if (!isRunning || !hasPaper) {
            return errors;
        }
        Set<DetectedError> others = new HashSet<>(errors);
        others.removeAll(PAPER);
        return others;
    }

    /// The rows of prtAlertTable that somebody should see, and open covers that no alert tells of.
    /// Devices leave dummy rows, rows of the last
    /// start and "ready" rows there; a text alone never makes an alert.
    static List<Alert> alerts(Columns columns) {
        List<Alert> alerts = new ArrayList<>();
        for (Oid row : columns.rows(Mib.ALERT_SEVERITY, Mib.ALERT_CODE)) {
            Alert alert = new Alert(
                    (int) columns.number(Mib.ALERT_CODE, row, 0),
                    severity(columns.number(Mib.ALERT_SEVERITY, row, 0)),
                    (int) columns.number(Mib.ALERT_GROUP, row, 0),
                    subunit(row.size() > 1 ? row.arc(0) : 1, columns.number(Mib.ALERT_GROUP_INDEX, row, -1)),
                    columns.text(Mib.ALERT_TEXT, row));
            if (isWorthTelling(alert)) {
                alerts.add(alert);
            }
        }
        if (alerts.stream().noneMatch(a -> a.group() == COVER_GROUP)) {
            alerts.addAll(openCovers(columns));
        }
        return alerts;
    }

    /// prtCoverStatus: 3 open, 5 interlock open, which stops the engine.
    private static List<Alert> openCovers(Columns columns) {
        List<Alert> open = new ArrayList<>();
        for (Oid row : columns.rows(Mib.COVER_STATUS)) {
            long status = columns.number(Mib.COVER_STATUS, row, 0);
            if (status == COVER_OPEN || status == INTERLOCK_OPEN) {
                open.add(new Alert(
                        COVER_OPEN,
                        status == INTERLOCK_OPEN ? Severity.CRITICAL : Severity.WARNING,
                        COVER_GROUP,
                        row.size() == 1 ? "1." + row : row.toString(),
                        columns.text(Mib.COVER_DESCRIPTION, row)));
            }
        }
        return open;
    }

    private static Severity severity(long level) {
        return switch ((int) level) {
            case 3 -> Severity.CRITICAL;
            case 4, 5 -> Severity.WARNING;
            default -> Severity.INFO;
        };
    }

    private static String subunit(long device, long groupIndex) {
        return groupIndex > 0 ? device + "." + groupIndex : "";
    }

    private static boolean isWorthTelling(Alert alert) {
        boolean saysNothing = alert.code() <= 1
                && (alert.severity() == Severity.INFO || alert.text().isEmpty());
        boolean staleWarmUp =
                alert.code() >= 1001 && alert.code() <= 1005 && alert.text().isEmpty();
        return !saysNothing && !staleWarmUp && !NEVER_TOLD.contains(alert.code());
    }
}
