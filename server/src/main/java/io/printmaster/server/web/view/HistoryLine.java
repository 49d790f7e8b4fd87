package io.printmaster.server.web.view;

import java.util.List;

/// One reading in the table behind the chart.
///
/// @param cells in the order of the columns; empty text for a number that was not told
public record HistoryLine(Time time, List<String> cells) {}
