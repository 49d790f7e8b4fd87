package io.printmaster.agent.read.maker;

import io.printmaster.agent.read.maker.PrivateLevel.Kind;
import io.printmaster.model.FillState;
import io.printmaster.model.Level;
import io.printmaster.model.LevelOrigin;
import io.printmaster.model.Supply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Fills in what the standard's table leaves open. A level that the standard measures is never replaced. Pure.
final class MakerSupplies {
    private MakerSupplies() {}

    /// The standard's rows, those without a measured level as their maker tells it; then supplies of kinds that the
    /// standard's table does not have at all.
    static List<Supply> of(List<Supply> standard, List<PrivateLevel> told) {
        List<Supply> supplies = new ArrayList<>(standard);
        Map<String, Supply> further = new LinkedHashMap<>();
        for (PrivateLevel level : told) {
            List<Supply> rows = supplies.stream()
                    .filter(s -> !s.receptacle() && level.kind().has(s.type()))
                    .toList();
            if (rows.isEmpty()) {
                Supply supply = supply(level);
                further.putIfAbsent(supply.index(), supply);
            } else {
                row(level, rows, told).ifPresent(row -> supplies.replaceAll(s -> s.equals(row) ? filled(s, level) : s));
            }
        }
        supplies.addAll(further.values());
        return supplies;
    }

    /// The row that a level belongs to: of the same colour, else with the same number, else the only one.
    private static Optional<Supply> row(PrivateLevel level, List<Supply> rows, List<PrivateLevel> told) {
        boolean colored = rows.stream().anyMatch(s -> !s.color().isEmpty());
        if (!level.color().isEmpty() && colored) {
            List<Supply> same =
                    rows.stream().filter(s -> s.color().equals(level.color())).toList();
            if (!same.isEmpty()) {
                return Optional.of(same.getFirst());
            }
        }
        if (level.row() > 0) {
            List<Supply> same = rows.stream()
                    .filter(s -> s.index().endsWith("." + level.row()))
                    .toList();
            if (!same.isEmpty()) {
                return Optional.of(same.getFirst());
            }
        }
        boolean onlyOne = rows.size() == 1
                && told.stream()
                                .filter(l -> l.kind() == level.kind())
                                .map(PrivateLevel::color)
                                .distinct()
                                .count()
                        == 1;
        return onlyOne ? Optional.of(rows.getFirst()) : Optional.empty();
    }

    private static Supply filled(Supply row, PrivateLevel level) {
        boolean measured = row.level() instanceof Level.Measured || row.level() instanceof Level.Unlimited;
        if (measured || row.origin() == LevelOrigin.MAKER) {
            return row;
        }
        Supply told = row.toldByMaker(level.level(), level.unit());
        return level.state().map(told::in).orElse(told);
    }

    /// Receptacles whose level is what is in them, as the space left.
    static List<Supply> turned(List<Supply> supplies) {
        List<Supply> turned = new ArrayList<>(supplies);
        turned.replaceAll(s -> s.receptacle() && s.level() instanceof Level.Measured(long held, long capacity)
                ? s.toldByMaker(new Level.Measured(Math.max(0, capacity - held), capacity), s.unit())
                : s);
        return turned;
    }

    private static Supply supply(PrivateLevel level) {
        String detail = level.kind() == Kind.PART ? level.name() : level.color();
        String index = "maker." + level.kind().type() + (detail.isEmpty() ? "" : "." + detail);
        Supply supply = new Supply(
                index.replace(' ', '_'),
                level.name(),
                level.kind().type(),
                level.color(),
                false,
                FillState.of(level.level(), false),
                level.level(),
                level.unit(),
                "",
                "",
                LevelOrigin.MAKER);
        return level.state().map(supply::in).orElse(supply);
    }
}
