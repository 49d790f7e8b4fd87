package io.printmaster.server.web;

import io.printmaster.model.Alert;
import io.printmaster.model.DetectedError;
import io.printmaster.model.FillState;
import io.printmaster.model.Level;
import io.printmaster.model.Meters;
import io.printmaster.model.Tray;
import io.printmaster.server.fleet.AgentState;
import io.printmaster.server.fleet.DeviceState;
import io.printmaster.server.html.Badge;
import io.printmaster.server.html.Formats;
import io.printmaster.server.html.Tone;
import io.printmaster.server.web.view.LevelView;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/// How the model's values are said on pages. Pure.
final class Words {
    private static final Set<String> BAR_COLORS = Set.of("black", "cyan", "magenta", "yellow");

    private Words() {}

    static Badge device(DeviceState state) {
        return switch (state) {
            case ERROR -> new Badge(Tone.BAD, "Error");
            case WARNING -> new Badge(Tone.WARN, "Warning");
            case OFFLINE -> new Badge(Tone.OFF, "Offline");
            case READY -> new Badge(Tone.OK, "Ready");
            case UNKNOWN -> new Badge(Tone.UNKNOWN, "Unknown");
        };
    }

    static Badge agent(AgentState state) {
        return switch (state) {
            case ONLINE -> new Badge(Tone.OK, "Online");
            case LATE -> new Badge(Tone.WARN, "Late");
            case OFFLINE -> new Badge(Tone.BAD, "Offline");
            case REVOKED -> new Badge(Tone.OFF, "Revoked");
        };
    }

    static Badge alert(Alert.Severity severity) {
        return switch (severity) {
            case CRITICAL -> new Badge(Tone.BAD, "Critical");
            case WARNING -> new Badge(Tone.WARN, "Warning");
            case INFO -> new Badge(Tone.INFO, "Information");
        };
    }

    static Badge trouble(DetectedError error) {
        Tone tone = switch (error) {
            case LOW_PAPER, LOW_TONER, OUTPUT_NEAR_FULL, OVERDUE_PREVENT_MAINT, OFFLINE, INPUT_TRAY_EMPTY -> Tone.WARN;
            case NO_PAPER,
                    NO_TONER,
                    DOOR_OPEN,
                    JAMMED,
                    SERVICE_REQUESTED,
                    INPUT_TRAY_MISSING,
                    OUTPUT_TRAY_MISSING,
                    MARKER_SUPPLY_MISSING,
                    OUTPUT_FULL -> Tone.BAD;
        };
        return new Badge(tone, trouble(error.word()));
    }

    /// A detected error's word for people.
    static String trouble(String word) {
        return switch (word) {
            case "jammed" -> "Paper jam";
            case "noToner" -> "Out of toner";
            case "noPaper" -> "Out of paper";
            case "overduePreventMaint" -> "Maintenance overdue";
            case "markerSupplyMissing" -> "Supply missing";
            default -> Formats.words(word);
        };
    }

    /// A level in words, with a bar only where a percentage is known.
    ///
    /// @param amount what to say when there is no percentage but a number; empty for none
    static LevelView level(FillState state, OptionalInt percent, boolean receptacle, String color, String amount) {
        String number = percent.isPresent() ? percent.getAsInt() + " %" + (receptacle ? " free" : "") : amount;
        String word = switch (state) {
            case OK -> number.isEmpty() ? "Enough" : number;
            case LOW -> join(number, receptacle ? "nearly full" : "low");
            case MAYBE_LOW -> join(number, "may be low");
            case EMPTY -> join(number, "empty");
            case MISSING -> "Not in place";
            case FULL -> join(number, "full");
            case SOME_LEFT -> number.isEmpty() ? (receptacle ? "Some space left" : "Some left") : number;
            case UNKNOWN -> number.isEmpty() ? "Unknown" : number;
        };
        String bar = BAR_COLORS.contains(color) ? color : "";
        return new LevelView(percent, word, bar, new Badge(tone(state), word));
    }

    /// A tray's level. An empty bypass is how bypasses are: that paper is missing where it is needed, the printer
    /// says by its errors, so an empty tray alone raises no alarm here.
    static LevelView tray(Tray tray) {
        LevelView view = level(tray.state(), tray.level().percent(), false, "", amount(tray.level(), tray.unit()));
        boolean used = tray.state() == FillState.EMPTY || tray.state() == FillState.LOW;
        return used
                ? new LevelView(view.percent(), view.word(), view.color(), new Badge(Tone.INFO, view.word()))
                : view;
    }

    /// An amount without a capacity, such as `120 sheets`; empty when the level tells none.
    static String amount(Level level, String unit) {
        return level instanceof Level.Amount(long amount) && amount > 0
                ? (Formats.count(amount) + " " + Formats.words(unit).toLowerCase(Locale.ROOT)).strip()
                : "";
    }

    private static String join(String number, String word) {
        return number.isEmpty() ? Formats.words(word) : number + ", " + word;
    }

    private static Tone tone(FillState state) {
        return switch (state) {
            case OK -> Tone.OK;
            case LOW, MAYBE_LOW, MISSING -> Tone.WARN;
            case EMPTY, FULL -> Tone.BAD;
            case SOME_LEFT -> Tone.INFO;
            case UNKNOWN -> Tone.UNKNOWN;
        };
    }

    /// A counter's name for people.
    static String counter(String name) {
        return switch (name) {
            case Meters.TOTAL -> "Total";
            case Meters.MONO -> "Black and white";
            case Meters.COUNTED -> "Counted by the maker";
            case Meters.FAX_IN -> "Faxes received";
            case Meters.FAX_OUT -> "Faxes sent";
            default -> Formats.words(name);
        };
    }

    /// Brand and model, without saying the brand twice.
    static String model(String manufacturer, String model) {
        if (model.isEmpty()) {
            return manufacturer.isEmpty() ? "Model not told" : manufacturer + ", model not told";
        }
        boolean said = model.toLowerCase(Locale.ROOT).startsWith(manufacturer.toLowerCase(Locale.ROOT));
        return said ? model : manufacturer + " " + model;
    }
}
