package io.printmaster.server.web.view;

import java.util.List;

/// The audit trail with its filter.
///
/// @param q part of the details
public record AuditView(
        String agent, String actor, String action, String q, List<AuditLine> rows, Pager pager, String selfHref) {}
