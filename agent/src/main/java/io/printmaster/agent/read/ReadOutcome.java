package io.printmaster.agent.read;

import io.printmaster.model.Reading;
import io.printmaster.model.Text;

/// What came of reading a device.
public sealed interface ReadOutcome {

    /// A printer, completely read. First seen is the reading's own time: the caller knows better.
    record Read(Reading reading) implements ReadOutcome {}

    /// It answers, but is no printer: another kind of device, a scanner, a print server without its
    /// printer.
    ///
    /// @param why for people
    record NotAPrinter(String why) implements ReadOutcome {
        /// Cleans: devices have their words in it.
        public NotAPrinter {
            why = Text.clean(why, 500);
        }
    }

    /// It does not answer, or stopped answering midway; what was read till then is not used, because
    /// half a reading looks like removed supplies.
    ///
    /// @param answers how many requests it had answered before
    record Silent(int answers) implements ReadOutcome {}

    /// It answers, but not to us.
    ///
    /// @param why for people, without secrets
    record Refused(String why) implements ReadOutcome {
        /// Cleans: devices have their words in it.
        public Refused {
            why = Text.clean(why, 500);
        }
    }

    /// A printer, completely read, that says nothing by which it could be known again: no serial, no
    /// UUID, no hardware address. Not to be stored as it is; a caller that knows the hardware address
    /// otherwise may key it.
    record NoIdentity(UnkeyedReading reading) implements ReadOutcome {
        /// What is missing, for people.
        public String why() {
            return "nothing identifies this " + reading.identity().manufacturer() + " "
                    + reading.identity().model() + ": no serial and no hardware address";
        }
    }
}
