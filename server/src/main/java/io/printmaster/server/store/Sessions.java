package io.printmaster.server.store;

import java.time.Instant;
import java.util.Optional;

/// Who is signed in. The cookie's secret is stored as a SHA-256 only.
public interface Sessions {
    /// One sign-in.
    ///
    /// @param id SHA-256 of the cookie, hexadecimal
    record Session(String id, String userId, Instant createdAt, Instant lastUsed, Instant expiresAt, String address) {}

    void add(Session session);

    Optional<Session> find(String id);

    void touch(String id, Instant now);

    void remove(String id);

    /// Signs a person out everywhere but here.
    ///
    /// @param keep id of the session to keep; empty text for none
    void removeOf(String userId, String keep);

    /// Forgets what is over.
    ///
    /// @return how many were removed
    int removeExpired(Instant idleSince, Instant now);
}
