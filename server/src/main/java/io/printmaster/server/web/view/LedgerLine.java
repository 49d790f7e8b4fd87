package io.printmaster.server.web.view;

/// One line of an agent's ledger.
///
/// @param sum  whether it is the sum of the lines before it
/// @param part whether it only tells of what the line before it holds
public record LedgerLine(String what, String records, boolean sum, boolean part) {}
