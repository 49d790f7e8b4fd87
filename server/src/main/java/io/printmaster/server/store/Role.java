package io.printmaster.server.store;

import java.util.Locale;
import java.util.Optional;

/// What a person may do.
public enum Role {
    /// Sees everything of the tenant.
    VIEWER,
    /// Sees everything and closes meter periods.
    BILLING,
    /// Sees everything and steers agents and devices.
    OPERATOR,
    /// All of that, and join tokens, settings, users below owner.
    ADMIN,
    /// Everything, owners included.
    OWNER;

    /// The word in the database, in JSON and on pages.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the word; empty when it is none.
    public static Optional<Role> ofWord(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /// Whether somebody of this role may do what the other role may. Billing and operator do not cover each
    /// other.
    public boolean covers(Role needed) {
        return switch (this) {
            case VIEWER -> needed == VIEWER;
            case BILLING -> needed == VIEWER || needed == BILLING;
            case OPERATOR -> needed == VIEWER || needed == OPERATOR;
            case ADMIN -> needed != OWNER;
            case OWNER -> true;
        };
    }
}
