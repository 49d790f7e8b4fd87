package io.printmaster.agent.read.ipp;

import io.printmaster.model.Text;

/// What an answer's octets turned out to be.
sealed interface IppAnswer {

    /// A whole answer; the printer's attributes may be none.
    ///
    /// @param status  RFC 8011, appendix B: 0x0000 to 0x00FF are success
    /// @param message status-message, for people; may be empty
    record Message(int status, String message, IppAttributes attributes) implements IppAnswer {
        public Message {
            message = Text.clean(message, 255);
        }

        boolean isSuccess() {
            return status >= 0 && status <= 0xFF;
        }
    }

    /// No IPP, or cut.
    ///
    /// @param why for people
    record Garbage(String why) implements IppAnswer {
        public Garbage {
            why = Text.clean(why, 255);
        }
    }
}
