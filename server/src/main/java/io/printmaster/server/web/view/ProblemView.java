package io.printmaster.server.web.view;

/// A page instead of the one that was wanted.
///
/// @param incident id to tell the administrator; may be empty
public record ProblemView(int status, String heading, String detail, String incident) {}
