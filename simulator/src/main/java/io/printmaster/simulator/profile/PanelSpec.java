package io.printmaster.simulator.profile;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the panel shows, in which language, which alerts stand, and how long the error octets are.
///
/// @param text the first line of the console
/// @param charset how the console text is coded on the wire
/// @param charsetNumber what the printer declares, an IANA MIBenum; makers get it wrong
/// @param language two letters
/// @param alerts the alerts that stand whatever the time
/// @param oneErrorOctet whether hrPrinterDetectedErrorState is one octet long, as RFC 1514 had it
record PanelSpec(
        String text,
        Charset charset,
        int charsetNumber,
        String language,
        List<AlertSpec> alerts,
        boolean oneErrorOctet) {

    static PanelSpec showing(String text) {
        return new PanelSpec(text, StandardCharsets.UTF_8, 106, "en", List.of(), false);
    }

    PanelSpec in(String newLanguage, Charset newCharset, int number) {
        return new PanelSpec(text, newCharset, number, newLanguage, alerts, oneErrorOctet);
    }

    PanelSpec alerts(AlertSpec... rows) {
        return new PanelSpec(text, charset, charsetNumber, language, List.of(rows), oneErrorOctet);
    }

    PanelSpec withOneErrorOctet() {
        return new PanelSpec(text, charset, charsetNumber, language, alerts, true);
    }
}
