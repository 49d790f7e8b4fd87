package io.printmaster.server.web.view;

/// The page of what can be asked of one agent.
public record AgentActionsView(String name, String agentId, AgentActions actions) {}
