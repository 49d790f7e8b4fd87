package io.printmaster.server.web.view;

import java.util.List;

/// The work list of supplies across the fleet.
public record SuppliesView(String q, List<Choice> states, List<SupplyWork> rows, Pager pager, String selfHref) {}
