package io.printmaster.server.web.view;

import java.util.List;

/// The list of agents.
public record AgentsView(
        String q, List<Choice> states, List<AgentLine> rows, Pager pager, String selfHref, String joinHref) {}
