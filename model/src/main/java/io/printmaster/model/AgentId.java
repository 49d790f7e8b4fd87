package io.printmaster.model;

import java.util.regex.Pattern;

/// The name an agent is known by, chosen at its site and unique within a server (seed, "Agent Identity").
///
/// 1 to 128 characters: letters, digits and `. _ - :`. It is a name, never a proof: the proof is the agent's token.
public record AgentId(String value) {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /// @throws IllegalArgumentException when the text is no agent id; the message says what is allowed
    public AgentId {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("an agent id has 1 to 128 letters, digits or . _ - : characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
