package io.printmaster.server.web.view;

import java.util.List;

/// The list of devices with its filter.
///
/// @param q       what was searched for
/// @param sort    value of the hidden field that keeps the order
/// @param agent    id of the only agent to list; empty for all
/// @param selfHref address of exactly this state, for the refresh
public record DevicesView(
        String q,
        String sort,
        List<Choice> states,
        List<Choice> supplies,
        List<Choice> meters,
        String agent,
        List<Column> columns,
        List<DeviceLine> rows,
        Pager pager,
        String selfHref,
        String exportHref) {}
