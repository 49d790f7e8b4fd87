package io.printmaster.server.html;

/// A state in a word, with its tone.
///
/// @param word for people, such as `Paper jam`; never empty
public record Badge(Tone tone, String word) {

    /// @throws IllegalArgumentException for an empty word: a state is never told by colour alone
    public Badge {
        if (word.isEmpty()) {
            throw new IllegalArgumentException("a badge needs a word");
        }
    }
}
