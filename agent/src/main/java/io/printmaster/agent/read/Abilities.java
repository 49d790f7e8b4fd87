package io.printmaster.agent.read;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a printer can do, as far as the Printer-MIB tells: colour, duplex, the languages it understands and the
/// ways in which it takes jobs. Pure.
final class Abilities {
    /// prtMediaPathType: long-edge and short-edge binding duplex.
    private static final Set<Long> DUPLEX_PATHS = Set.of(3L, 4L);

    /// PrtInterpreterLangFamilyTC, those that people ask for.
    private static final Map<Long, String> LANGUAGES = Map.of(
            3L,
            "pcl",
            4L,
            "hpgl",
            6L,
            "postscript",
            9L,
            "escp",
            39L,
            "lips",
            40L,
            "tiff",
            47L,
            "pcl_xl",
            50L,
            "prescribe",
            54L,
            "pdf",
            61L,
            "jpeg");

    /// PrtChannelTypeTC.
    private static final Map<Long, String> CHANNELS = Map.of(8L, "lpd", 11L, "port9100", 34L, "usb", 44L, "ipp");

    private Abilities() {}

    static Set<String> of(Columns columns) {
        Set<String> abilities = new TreeSet<>();
        boolean colors = columns.rows(Mib.MARKER_COLORANTS).stream()
                .anyMatch(row -> columns.number(Mib.MARKER_COLORANTS, row, 1) > 1);
        if (colors || columns.rows(Mib.COLORANT_VALUE).size() > 2) {
            abilities.add("color");
        }
        if (columns.rows(Mib.MEDIA_PATH_TYPE).stream()
                .anyMatch(row -> DUPLEX_PATHS.contains(columns.number(Mib.MEDIA_PATH_TYPE, row, 0)))) {
            abilities.add("duplex");
        }
        columns.column(Mib.INTERPRETER_LANGUAGE).keySet().forEach(row -> {
            String language = LANGUAGES.get(columns.number(Mib.INTERPRETER_LANGUAGE, row, 0));
            if (language != null) {
                abilities.add(language);
            }
        });
        columns.column(Mib.CHANNEL_TYPE).keySet().forEach(row -> {
            String channel = CHANNELS.get(columns.number(Mib.CHANNEL_TYPE, row, 0));
            if (channel != null) {
                abilities.add(channel);
            }
        });
        return abilities;
    }
}
