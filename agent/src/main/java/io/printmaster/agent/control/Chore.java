package io.printmaster.agent.control;

import java.util.function.Consumer;

/// What a command does. Runs on a virtual thread of its own.
@FunctionalInterface
public interface Chore {
    /// How far it is.
    ///
    /// @param total 0 when not known
    /// @param found printers so far
    record Progress(long done, long total, int found, String message) {}

    /// What came of it.
    ///
    /// @param message for people
    record Result(boolean ok, String message) {}

    /// Does it; tells its progress as often as it likes.
    ///
    /// @throws InterruptedException when the program is stopping
    Result run(Consumer<Progress> progress) throws InterruptedException;
}
