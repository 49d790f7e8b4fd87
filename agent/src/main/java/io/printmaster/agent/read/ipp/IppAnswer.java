package io.printmaster.agent.read.ipp;

/// What an answer's octets turned out to be.
sealed interface IppAnswer {

    /// A whole answer; the printer's attributes may be none.
    ///
    /// @param status  RFC 8011, appendix B: 0x0000 to 0x00FF are success
    /// @param message status-message, for people; may be empty
    record Message(int status, String message, IppAttributes attributes) implements IppAnswer {
        boolean isSuccess() {
            return status >= 0 && status <= 0xFF;
        }
    }

    /// No IPP, or cut.
    ///
    /// @param why for people
    record Garbage(String why) implements IppAnswer {}
}
