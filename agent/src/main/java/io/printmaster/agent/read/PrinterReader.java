package io.printmaster.agent.read;

import io.printmaster.model.Sighting;
import java.util.function.Consumer;

/// Reads one printer completely.
public interface PrinterReader {

    /// Asks the device at the sighting's address everything and says what it is.
    ///
    /// Blocks until done, within the reader's time limit for a device; meant for a virtual thread, and
    /// safe to be called from many at once. Never more than one request is outstanding at a device per
    /// call, so a caller reads one address only once at a time. An interrupt ends it with
    /// [ReadOutcome.Silent] and leaves the thread interrupted.
    ReadOutcome read(Sighting sighting);

    /// As above, telling which door gave which field, if this reader knows; once, and only of a printer
    /// that was read.
    default ReadOutcome readWithOrigin(Sighting sighting, Consumer<Origin> told) {
        return read(sighting);
    }
}
