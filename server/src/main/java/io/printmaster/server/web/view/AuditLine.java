package io.printmaster.server.web.view;

/// One entry of the audit trail.
///
/// @param actor what did it: an agent, a person or the server
/// @param href  the actor's page; empty for none
public record AuditLine(Time time, String actor, String href, String action, String details, String address) {}
