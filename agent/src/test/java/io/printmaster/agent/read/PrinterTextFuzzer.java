package io.printmaster.agent.read;

import io.printmaster.agent.fuzz.FuzzInput;
import io.printmaster.agent.fuzz.Harmless;
import io.printmaster.model.Text;

/// Texts of printers in every charset that they may declare, or none that exists.
public final class PrinterTextFuzzer {
    private static final int[] DECLARED = {
        0, 3, 4, 5, 8, 17, 18, 38, 106, 113, 114, 1013, 1014, 1015, 2004, 2009, 2024, 2025, 2026, 2251
    };

    private PrinterTextFuzzer() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        FuzzInput input = new FuzzInput(octets);
        int which = input.octet();
        int declared = which < DECLARED.length ? DECLARED[which] : input.number();
        byte[] told = input.octet() == 255 ? input.run() : input.rest();
        String text = PrinterText.of(told, declared);
        Harmless.text(text);
        Harmless.check(text.equals(Text.clean(text, text.length())), "cleaning a clean text changes it");
    }
}
