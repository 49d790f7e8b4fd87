package io.printmaster.agent.read;

import io.printmaster.agent.snmp.Oid;
import io.printmaster.model.Alert;
import io.printmaster.model.DetectedError;
import io.printmaster.model.FillState;
import io.printmaster.model.Supply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What a printer says of its supplies beside their levels. A level of "some left" hides a low toner; alerts, error
/// bits and the panel tell of it, each in its own way: an alert names the row, the panel a colour, an error bit
/// nothing. Where it is not told which of several is low, all of them may be. Pure.
///
/// @param errors  hrPrinterDetectedErrorState
/// @param alerts  those worth telling
/// @param console what the panel shows
/// @param columns with prtMarkerColorantValue, which some alerts point to
record LowSupplies(Set<DetectedError> errors, List<Alert> alerts, String console, Columns columns) {
    private static final int SUPPLIES_GROUP = 11;
    private static final int COLORANT_GROUP = 12;
    private static final Set<String> TONERS =
            Set.of("toner", "tonerCartridge", "ink", "inkCartridge", "matteToner", "matteInk", "inkRibbon");

    /// The supplies, some in a worse state than their level alone gives.
    List<Supply> in(List<Supply> supplies) {
        List<Supply> worse = new ArrayList<>(supplies);
        FillState somewhere = byAlerts(worse);
        if (errors.contains(DetectedError.NO_TONER)) {
            somewhere = FillState.EMPTY;
        } else if (errors.contains(DetectedError.LOW_TONER)) {
            somewhere = worst(somewhere, FillState.LOW);
        }
        byConsole(worse, somewhere);
        if (somewhere != FillState.UNKNOWN) {
            oneOf(worse, somewhere);
        }
        if (errors.contains(DetectedError.MARKER_SUPPLY_MISSING)) {
            missing(worse);
        }
        return worse;
    }

    /// @return the worst that an alert says of a toner without saying of which; else UNKNOWN
    private FillState byAlerts(List<Supply> supplies) {
        FillState somewhere = FillState.UNKNOWN;
        for (Alert alert : alerts) {
            Optional<FillState> state = ofCode(alert);
            if (state.isEmpty()) {
                continue;
            }
            Set<String> named = named(alert, supplies);
            if (!named.isEmpty()) {
                worsen(supplies, s -> named.contains(s.index()), state.get());
            } else if (isToner(alert.code()) && state.get() != FillState.MISSING) {
                somewhere = worst(somewhere, state.get());
            }
        }
        return somewhere;
    }

    /// PrtAlertCodeTC: what it says of a supply. The generic codes say so only in the group of supplies.
    private static Optional<FillState> ofCode(Alert alert) {
        boolean generic = alert.code() < 1000;
        if (generic && alert.group() != SUPPLIES_GROUP) {
            return Optional.empty();
        }
        return switch (alert.code()) {
            case 10, 12, 14, 1104, 1105, 1106, 1107, 1108, 1111, 1113 -> Optional.of(FillState.LOW);
            case 11, 13, 1101, 1102, 1103, 1112, 1114 -> Optional.of(FillState.EMPTY);
            case 15, 1109, 1110 -> Optional.of(FillState.FULL);
            case 9, 1115 -> Optional.of(FillState.MISSING);
            default -> Optional.empty();
        };
    }

    private static boolean isToner(int code) {
        return code >= 1101 && code <= 1106;
    }

    /// The rows that an alert is about: by row, by colorant, else by a colour or a name in its text.
    private Set<String> named(Alert alert, List<Supply> supplies) {
        Predicate<Supply> isNamed = s -> false;
        if (alert.group() == SUPPLIES_GROUP && !alert.subunit().isEmpty()) {
            isNamed = s -> s.index().equals(alert.subunit());
        } else if (alert.group() == COLORANT_GROUP && !alert.subunit().isEmpty()) {
            String color =
                    columns.text(Mib.COLORANT_VALUE, Oid.parse(alert.subunit())).toLowerCase(Locale.ROOT);
            isNamed = s -> isToner(s) && !color.isEmpty() && s.color().equals(color);
        } else if (isToner(alert.code()) && !alert.text().isEmpty()) {
            Set<String> colors = PanelWords.colors(alert.text(), colors(supplies));
            isNamed = s -> isToner(s) && colors.contains(s.color());
        }
        return supplies.stream().filter(isNamed).map(Supply::index).collect(Collectors.toSet());
    }

    /// The panel names colours; it counts where the level is not measured.
    private void byConsole(List<Supply> supplies, FillState somewhere) {
        boolean expected = somewhere != FillState.UNKNOWN;
        if (!PanelWords.speaksOfToner(console) || !(expected || PanelWords.saysLow(console))) {
            return;
        }
        Set<String> toners = colors(supplies);
        Set<String> colors = PanelWords.colors(console, toners);
        // A panel that lists every colour shows levels, not a fault.
        if (colors.size() < toners.size() || toners.size() == 1) {
            worsen(
                    supplies,
                    s -> isToner(s) && isUnmeasured(s) && colors.contains(s.color()),
                    expected ? somewhere : FillState.LOW);
        }
        if (toners.size() == 1 && PanelWords.saysLow(console)) {
            worsen(supplies, s -> isToner(s) && isUnmeasured(s), expected ? somewhere : FillState.LOW);
        }
    }

    private static Set<String> colors(List<Supply> supplies) {
        return supplies.stream()
                .filter(LowSupplies::isToner)
                .map(Supply::color)
                .filter(color -> !color.isEmpty())
                .collect(Collectors.toSet());
    }

    /// One toner is low, and nobody has said which: the only one without a measured level, else any of
    /// them.
    private static void oneOf(List<Supply> supplies, FillState state) {
        boolean explained = supplies.stream().anyMatch(s -> isToner(s) && rank(s.state()) >= rank(state));
        List<Supply> candidates = supplies.stream()
                .filter(s -> isToner(s) && isUnmeasured(s) && s.state() != FillState.MISSING)
                .toList();
        if (!explained) {
            FillState each = candidates.size() == 1 ? state : FillState.MAYBE_LOW;
            worsen(supplies, candidates::contains, each);
        }
    }

    /// A supply that is not in place often keeps its row, at 0 or without a level.
    private static void missing(List<Supply> supplies) {
        boolean explained = supplies.stream().anyMatch(s -> s.state() == FillState.MISSING);
        List<Supply> candidates = supplies.stream()
                .filter(s ->
                        !s.receptacle() && s.level().knownAmount().orElse(0) == 0 && s.state() != FillState.SOME_LEFT)
                .toList();
        if (!explained && candidates.size() == 1) {
            supplies.replaceAll(s -> candidates.contains(s) ? s.in(FillState.MISSING) : s);
        }
    }

    private static boolean isToner(Supply supply) {
        return !supply.receptacle() && TONERS.contains(supply.type());
    }

    private static boolean isUnmeasured(Supply supply) {
        return supply.level().percent().isEmpty();
    }

    private static void worsen(List<Supply> supplies, Predicate<Supply> which, FillState state) {
        supplies.replaceAll(s -> which.test(s) && rank(state) > rank(s.state()) ? s.in(state) : s);
    }

    private static FillState worst(FillState one, FillState other) {
        return rank(one) >= rank(other) ? one : other;
    }

    private static int rank(FillState state) {
        return switch (state) {
            case UNKNOWN -> 0;
            case OK, SOME_LEFT -> 1;
            case MAYBE_LOW -> 2;
            case LOW -> 3;
            case EMPTY, FULL -> 4;
            case MISSING -> 5;
        };
    }
}
