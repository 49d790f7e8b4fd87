package io.printmaster.server.web.view;

/// The page to change one's password.
///
/// @param forced the one-time password must be changed before anything else
public record PasswordView(boolean forced, String error, int minLength) {}
