package io.printmaster.server.html;

import java.util.List;
import java.util.stream.Collectors;

/// Comma-separated values (RFC 4180) that spreadsheets open without running anything. Pure and thread-safe.
public final class Csv {

    private Csv() {}

    /// One line, ended by CR LF.
    public static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /// One cell. Text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV
    /// Injection"); plain numbers stay numbers.
    static String cell(String text) {
        String safe = startsFormula(text) ? "'" + text : text;
        boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == ';')
                || !safe.equals(text);
        return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static boolean startsFormula(String text) {
        if (text.isEmpty() || text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return false;
        }
        return "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(text.charAt(0)) >= 0;
    }
}
