package io.printmaster.server.web.view;

/// The sign-in page.
///
/// @param firstUse no user exists: tell how to make one
/// @param next     where to go afterwards; a path of this server
public record LoginView(String user, String error, boolean firstUse, String next) {}
