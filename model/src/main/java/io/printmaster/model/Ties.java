package io.printmaster.model;

import java.util.List;

/// What else belongs to a printer: names it had and places where it can be met besides the one in [Network].
///
/// @param formerKeys     keys under which it was reported before a stronger one or another serial was told, the
///                       newest first; a receiver moves what it has under them to the present key
/// @param otherAddresses further IP addresses at which it answers (LAN and WLAN, IPv4 and IPv6)
/// @param queues         print queues on computers that print on it, as `name@address`
public record Ties(List<PrinterKey> formerKeys, List<String> otherAddresses, List<String> queues) {
    /// Rows of one list that are kept; the rest is left out.
    public static final int MAX_ROWS = 16;

    /// Nothing else known.
    public static final Ties NONE = new Ties(List.of(), List.of(), List.of());

    /// Copies, cleans and cuts.
    public Ties {
        formerKeys = formerKeys.stream().distinct().limit(MAX_ROWS).toList();
        otherAddresses = cleaned(otherAddresses, 60);
        queues = cleaned(queues, 200);
    }

    private static List<String> cleaned(List<String> texts, int maxLength) {
        return texts.stream()
                .map(text -> Text.clean(text, maxLength))
                .filter(text -> !text.isEmpty())
                .distinct()
                .limit(MAX_ROWS)
                .toList();
    }
}
