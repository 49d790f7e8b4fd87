package io.printmaster.server.web.view;

import io.printmaster.server.html.Badge;
import java.util.List;
import java.util.Optional;

/// The page of one device.
///
/// @param console     what its panel shows; may be empty
/// @param historyHref where the chart's numbers come from
public record DeviceView(
        String title,
        String serial,
        Badge state,
        List<Badge> troubles,
        String console,
        Time seen,
        boolean old,
        List<Fact> facts,
        List<SupplyLine> supplies,
        List<TrayLine> trays,
        List<MeterLine> meters,
        Optional<Time> metersAt,
        List<AlertLine> alerts,
        List<String> historyColumns,
        List<HistoryLine> history,
        List<AuditLine> timeline,
        String historyHref,
        String selfHref) {}
