package io.printmaster.server.store;

import io.printmaster.model.DetectedError;
import io.printmaster.model.FillState;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Supply;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// What lists filter and sort by, drawn from a printer.
///
/// @param ipOrder    the address as hexadecimal digits, so that .9 comes before .10
/// @param errors     words between blanks, for `LIKE '% jammed %'`
/// @param inError    somebody must go there
/// @param searchText lower case
/// @param shape      whether something of it changed
public record DeviceColumns(
        String ipOrder,
        String errors,
        boolean inError,
        OptionalInt lowestPercent,
        boolean suppliesLow,
        String searchText,
        DeviceShape shape) {

    /// The errors that stop a printer until somebody comes; low paper or toner and a sleeping printer do not.
    private static final Set<DetectedError> STOPPING = EnumSet.of(
            DetectedError.NO_PAPER,
            DetectedError.NO_TONER,
            DetectedError.DOOR_OPEN,
            DetectedError.JAMMED,
            DetectedError.SERVICE_REQUESTED,
            DetectedError.INPUT_TRAY_MISSING,
            DetectedError.OUTPUT_TRAY_MISSING,
            DetectedError.MARKER_SUPPLY_MISSING,
            DetectedError.OUTPUT_FULL);

    private static final Set<FillState> TO_SHIP = EnumSet.of(FillState.LOW, FillState.EMPTY, FillState.FULL);

    /// What there is of this printer; takes some microseconds, so it is not for the thread that writes.
    ///
    /// @param detail its whole record without times
    public static DeviceColumns of(Printer printer, String detail) {
        Set<DetectedError> told = printer.condition().errors();
        List<Supply> supplies = printer.inventory().supplies();
        String errors = told.stream().map(DetectedError::word).collect(Collectors.joining(" ", " ", " "));
        boolean inError = printer.condition().status() == PrinterStatus.DOWN
                || told.stream().anyMatch(STOPPING::contains);
        OptionalInt lowest = supplies.stream()
                .map(s -> s.level().percent())
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .min();
        boolean suppliesLow = supplies.stream().map(Supply::state).anyMatch(TO_SHIP::contains);
        return new DeviceColumns(
                ipOrder(printer.network().address()),
                errors,
                inError,
                lowest,
                suppliesLow,
                searchText(printer),
                DeviceShape.of(printer, errors, inError, lowest, suppliesLow, detail));
    }

    private static String searchText(Printer p) {
        return String.join(
                        "\n",
                        p.serialOrKey(),
                        p.identity().manufacturer(),
                        p.identity().model(),
                        p.network().hostname(),
                        p.network().address(),
                        p.network().mac(),
                        p.identity().assetNumber(),
                        p.provenance().location())
                .toLowerCase(Locale.ROOT);
    }

    private static String ipOrder(String address) {
        try {
            byte[] octets = InetAddress.ofLiteral(address).getAddress();
            return octets.length + HexFormat.of().formatHex(octets);
        } catch (IllegalArgumentException e) {
            return "~" + address; // no address of its own (USB): after all others
        }
    }
}
