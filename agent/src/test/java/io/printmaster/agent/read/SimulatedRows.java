package io.printmaster.agent.read;

import io.printmaster.agent.snmp.FakeDevice;
import io.printmaster.model.Supply;

/// Rows of a colour printer's tables, as `.snmprec` lines, for tests of what they mean.
final class SimulatedRows {
    private static final String PRINTER = """
            1.3.6.1.2.1.1.1.0|4|Acme print card
            1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1
            1.3.6.1.2.1.25.3.2.1.2.1|6|1.3.6.1.2.1.25.3.1.5
            1.3.6.1.2.1.25.3.2.1.3.1|4|Acme Press 9
            1.3.6.1.2.1.43.5.1.1.17.1|4|AC12345678
            1.3.6.1.2.1.43.12.1.1.4.1.1|4|black
            1.3.6.1.2.1.43.12.1.1.4.1.2|4|cyan
            1.3.6.1.2.1.43.12.1.1.4.1.3|4|magenta
            1.3.6.1.2.1.43.12.1.1.4.1.4|4|yellow
            """;

    private final StringBuilder lines = new StringBuilder(PRINTER);

    /// hrDeviceStatus, hrPrinterStatus and the octets of hrPrinterDetectedErrorState in hex.
    SimulatedRows state(int device, int printer, String errors) {
        return line("25.3.2.1.5.1|2|" + device)
                .line("25.3.5.1.1.1|2|" + printer)
                .line("25.3.5.1.2.1|4x|" + errors);
    }

    /// One row of prtMarkerSuppliesTable.
    SimulatedRows supply(int row, int colorant, int ofClass, int type, String text, int unit, int max, int level) {
        String column = "43.11.1.1.";
        return line(column + "3.1." + row + "|2|" + colorant)
                .line(column + "4.1." + row + "|2|" + ofClass)
                .line(column + "5.1." + row + "|2|" + type)
                .line(column + "6.1." + row + "|4|" + text)
                .line(column + "7.1." + row + "|2|" + unit)
                .line(column + "8.1." + row + "|2|" + max)
                .line(column + "9.1." + row + "|2|" + level);
    }

    /// Four toners in the order of the colorants, each with that capacity and level.
    SimulatedRows toners(int max, int level) {
        for (int row = 1; row <= 4; row++) {
            supply(row, row, 3, 3, "TN-" + row, 13, max, level);
        }
        return this;
    }

    /// One row of prtInputTable, in sheets.
    SimulatedRows tray(int row, String name, int max, int level) {
        String column = "43.8.2.1.";
        return line(column + "8.1." + row + "|2|8")
                .line(column + "9.1." + row + "|2|" + max)
                .line(column + "10.1." + row + "|2|" + level)
                .line(column + "13.1." + row + "|4|" + name);
    }

    /// One row of prtAlertTable.
    SimulatedRows alert(int row, int severity, int group, int groupIndex, int code, String text) {
        String column = "43.18.1.1.";
        return line(column + "2.1." + row + "|2|" + severity)
                .line(column + "4.1." + row + "|2|" + group)
                .line(column + "5.1." + row + "|2|" + groupIndex)
                .line(column + "7.1." + row + "|2|" + code)
                .line(column + "8.1." + row + "|4|" + text);
    }

    SimulatedRows console(String text) {
        return line("43.16.5.1.2.1.1|4|" + text);
    }

    /// @param line below mib-2
    SimulatedRows line(String line) {
        lines.append("1.3.6.1.2.1.").append(line).append('\n');
        return this;
    }

    FakeDevice device() {
        return FakeDevice.of(lines.toString());
    }

    UnkeyedReading read() {
        return ReadFixture.printer(ReadFixture.read(device()));
    }

    Supply supply(String index) {
        return read().inventory().supplies().stream()
                .filter(s -> s.index().equals(index))
                .findFirst()
                .orElseThrow();
    }
}
