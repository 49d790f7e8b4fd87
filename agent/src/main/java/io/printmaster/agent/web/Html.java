package io.printmaster.agent.web;

import java.time.Instant;

/// A page under way. What the program wrote goes through [#html], everything else through [#text] or an attribute's
/// value, where it is escaped: device names, errors and addresses come from outside. Used by one thread.
final class Html {
    private final StringBuilder out = new StringBuilder(16_384);

    /// Markup as it stands in the source; never a value.
    Html html(String markup) {
        out.append(markup);
        return this;
    }

    /// A value as text or within a double-quoted attribute.
    Html text(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return this;
    }

    /// A number grouped for people.
    Html number(long number) {
        return text(Words.number(number));
    }

    /// A moment: its age in the text, the moment itself for scripts and for the pointer.
    Html age(Instant at, Instant now) {
        html("<time datetime=\"").text(at.toString()).html("\" title=\"").text(Words.utc(at));
        return html("\">").text(Words.ago(at, now)).html("</time>");
    }

    /// A term and its value in a list of facts; nothing for an empty value.
    Html fact(String term, String value) {
        return value.isEmpty()
                ? this
                : html("<div><dt>").text(term).html("</dt><dd>").text(value).html("</dd></div>");
    }

    /// The same with a moment.
    Html fact(String term, Instant at, Instant now) {
        return html("<div><dt>").text(term).html("</dt><dd>").age(at, now).html("</dd></div>");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
