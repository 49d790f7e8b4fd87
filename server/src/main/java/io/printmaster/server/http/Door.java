package io.printmaster.server.http;

/// What a listener serves.
///
/// @param routes        where to
/// @param authenticator who may
/// @param pages         errors for people
/// @param faults        which exceptions are expected
public record Door(RouteTable routes, Authenticator authenticator, ErrorPages pages, Faults faults) {}
