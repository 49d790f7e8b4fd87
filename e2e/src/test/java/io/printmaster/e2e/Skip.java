package io.printmaster.e2e;

import org.opentest4j.TestAbortedException;

/// Leaves a test out with a reason that people see: in the report, and as a line of the build's output.
final class Skip {
    private Skip() {}

    /// Skips the calling test unless the condition holds.
    static void unless(boolean condition, String reason) {
        if (!condition) {
            System.out.println("SKIPPED: " + reason);
            throw new TestAbortedException(reason);
        }
    }
}
