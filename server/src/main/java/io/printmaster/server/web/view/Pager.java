package io.printmaster.server.web.view;

/// How much a list holds and how to get on.
///
/// @param countText exact total in words, such as `1,234 devices`
/// @param shown     rows on this page
/// @param firstHref back to the start; empty on the first page
/// @param nextHref  following rows; empty on the last page
public record Pager(String countText, int shown, String firstHref, String nextHref) {}
