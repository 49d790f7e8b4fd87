package io.printmaster.server.store.jdbc;

import io.printmaster.model.PrinterStatus;
import io.printmaster.server.store.DeviceQueries;
import java.util.ArrayList;
import java.util.List;

/// What lists filter devices by in one small number: the status, whether somebody must go there,
/// whether something must be shipped. Every filter on these is a set of classes. The numbers are in the
/// database.
final class DeviceClass {
    private DeviceClass() {}

    static int of(PrinterStatus status, boolean inError, boolean toShip) {
        return 4 * rank(status) + (inError ? 2 : 0) + (toShip ? 1 : 0);
    }

    private static int rank(PrinterStatus status) {
        return switch (status) {
            case IDLE -> 0;
            case PRINTING -> 1;
            case WARMUP -> 2;
            case WARNING -> 3;
            case DOWN -> 4;
            case OFFLINE -> 5;
            case UNKNOWN -> 6;
        };
    }

    static boolean inError(int number) {
        return (number & 2) != 0;
    }

    /// The classes of the devices that this filter lets through.
    static List<Integer> of(DeviceQueries.Filter filter) {
        List<Integer> all = new ArrayList<>();
        for (PrinterStatus status : PrinterStatus.values()) {
            for (boolean inError : new boolean[] {false, true}) {
                for (boolean toShip : new boolean[] {false, true}) {
                    if ((filter.statuses().isEmpty() || filter.statuses().contains(status))
                            && filter.inError().orElse(inError) == inError
                            && filter.suppliesLow().orElse(toShip) == toShip) {
                        all.add(of(status, inError, toShip));
                    }
                }
            }
        }
        return all;
    }
}
