/// Who is calling: agents by bearer token, people by session. Join tokens, users and roles, sign-in and its
/// limits. Implements the door's [io.printmaster.server.http.Authenticator].
@NullMarked
package io.printmaster.server.auth;

import org.jspecify.annotations.NullMarked;
