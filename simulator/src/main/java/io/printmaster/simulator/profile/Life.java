package io.printmaster.simulator.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// How the values of one printer move: pages at a steady rate, toner and paper falling with them and replaced when
/// gone. A pure function of profile, seed and time, so that two runs with the same clock say the same. Immutable.
final class Life {
    private static final int LOW_PERCENT = 10;
    /// Start values leave this much, so that a new site is not full of printers that are low.
    private static final double MOST_USED_AT_START = 0.82;

    private final Profile profile;
    private final Instant birth;
    private final double pagesPerSecond;
    private final long startPages;
    private final long startUpSeconds;
    private final double[] supplyUsed;
    private final double[] trayUsed;

    /// @param birth when the simulation began
    /// @param pace how many times faster than real time it goes
    Life(Profile profile, long seed, Instant birth, double pace) {
        SplittableRandom chance = new SplittableRandom(seed);
        this.profile = profile;
        this.birth = birth;
        this.pagesPerSecond = profile.pagesPerDay * pace / Duration.ofDays(1).toSeconds();
        this.startPages = chance.nextLong(profile.minPages, profile.maxPages + 1);
        this.startUpSeconds = chance.nextLong(3_600, Duration.ofDays(90).toSeconds());
        this.supplyUsed = profile.supplies.stream()
                .mapToDouble(s -> chance.nextDouble() * MOST_USED_AT_START)
                .toArray();
        this.trayUsed = profile.trays.stream()
                .mapToDouble(t -> chance.nextDouble() * MOST_USED_AT_START)
                .toArray();
    }

    /// The state at `time`, to the second; before the birth it is that of the birth.
    ///
    /// @param pageShift pages more, or fewer, than it would have printed
    Moment at(Instant time, long pageShift) {
        long seconds = Math.max(0, Duration.between(birth, time).toSeconds());
        long printed = (long) (pagesPerSecond * seconds);
        long pages = startPages + printed + pageShift;
        int errors = profile.condition.errors;
        List<Moment.Fill> supplies = new ArrayList<>();
        for (SupplySpec supply : profile.supplies) {
            int level = level(supply, supplyUsed[supplies.size()], printed);
            boolean low = supply.kind() == SupplySpec.CONSUMED && isLow(level, supply.max());
            errors |= low ? 1 << Moment.BIT_LOW_TONER : 0;
            supplies.add(new Moment.Fill(level, low));
        }
        List<Moment.Fill> trays = new ArrayList<>();
        for (TraySpec tray : profile.trays) {
            int level = level(tray, trayUsed[trays.size()], printed);
            boolean low = tray.fixed() == null && isLow(level, tray.max());
            errors |= low ? 1 << Moment.BIT_LOW_PAPER : 0;
            errors |= low && level == 0 ? 1 << Moment.BIT_TRAY_EMPTY : 0;
            trays.add(new Moment.Fill(level, low));
        }
        boolean warning = errors != 0 && profile.condition == Condition.IDLE;
        return new Moment(
                (startUpSeconds + seconds) * 100 & 0xFFFF_FFFFL,
                pages,
                (long) (pages * profile.colourShare),
                (long) (pages * profile.copyShare),
                (long) (pages * profile.faxShare),
                (long) (pages * profile.scanShare),
                (long) (pages * profile.duplexShare),
                supplies,
                trays,
                errors,
                warning ? 3 : profile.condition.deviceStatus,
                profile.condition.printerStatus);
    }

    private static int level(SupplySpec supply, double usedAtStart, long printed) {
        Integer fixed = supply.fixed();
        if (fixed != null) {
            return fixed;
        }
        double used = (usedAtStart + (double) printed / supply.yield()) % 1.0;
        return (int) Math.ceil(supply.max() * (1 - used));
    }

    private static int level(TraySpec tray, double usedAtStart, long printed) {
        Integer fixed = tray.fixed();
        if (fixed != null) {
            return fixed;
        }
        // One more than fits: the sheet after the last one finds the tray filled again.
        long used = (long) (usedAtStart * tray.max() + printed * tray.share()) % (tray.max() + 1L);
        return (int) (tray.max() - used);
    }

    private static boolean isLow(int level, int max) {
        return max > 0 && level >= 0 && level * 100L <= (long) max * LOW_PERCENT;
    }
}
