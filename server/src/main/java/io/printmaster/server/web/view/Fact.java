package io.printmaster.server.web.view;

import java.util.Optional;

/// A term and its value.
///
/// @param href where the value points to; empty for none
/// @param time set when the value is a moment; the text is then not used
public record Fact(String term, String text, String href, Optional<Time> time) {

    /// Text only.
    public static Fact of(String term, String text) {
        return new Fact(term, text, "", Optional.empty());
    }

    /// Text that leads somewhere.
    public static Fact linked(String term, String text, String href) {
        return new Fact(term, text, href, Optional.empty());
    }

    /// A moment.
    public static Fact at(String term, Time time) {
        return new Fact(term, "", "", Optional.of(time));
    }
}
