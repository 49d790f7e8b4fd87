package io.printmaster.agent.read.ipp;

import io.printmaster.model.Text;
import java.net.URI;

/// What asking at one place came to, for people who want to know why a printer is not read by IPP.
///
/// @param place where it was asked
/// @param why   in words, cleaned: the printer's own may be among them
public record IppAttempt(URI place, Result result, String why) {

    /// In short.
    public enum Result {
        /// It told its attributes.
        READ,
        /// It answers, but not with a printer's attributes.
        ANSWERED,
        /// It answers, but lets us not in.
        REFUSED,
        /// A host is there and has nothing at that port.
        CLOSED,
        /// No answer.
        SILENT
    }

    /// Cleans.
    public IppAttempt {
        why = Text.clean(why, 500);
    }
}
