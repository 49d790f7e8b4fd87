package io.printmaster.server.web.view;

import java.util.List;

/// The audit trail with its filter.
public record AuditView(String actor, List<Choice> actions, List<AuditLine> rows, Pager pager, String selfHref) {}
