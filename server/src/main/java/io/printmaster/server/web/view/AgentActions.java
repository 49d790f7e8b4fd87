package io.printmaster.server.web.view;

import java.util.List;

/// What can be asked of an agent, and what came of it.
///
/// @param href    of this part, and where its buttons lead
/// @param csrf    the anti-forgery token that the buttons carry
/// @param mayAct  whether to show the buttons; the route checks it again
/// @param waiting whether something is under way, so that the part is fetched again soon
/// @param told    how it stands in a sentence, read out when it changes; empty when nothing was asked yet
public record AgentActions(
        String agentId, String href, String csrf, boolean mayAct, boolean waiting, String told, List<JobLine> jobs) {
    /// Copies.
    public AgentActions {
        jobs = List.copyOf(jobs);
    }
}
