package io.printmaster.agent.run;

/// What one check of `doctor` came to.
///
/// @param check what was looked at
/// @param text  what was found, for people
/// @param mend  what to do; empty when nothing is to be done
record Finding(String check, Result result, String text, String mend) {

    /// In the order of how bad it is.
    enum Result {
        OK("ok"),
        /// Not checked, because it does not apply or an earlier check failed.
        SKIPPED("--"),
        WARNING("warn"),
        FAILED("FAIL");

        private final String word;

        Result(String word) {
            this.word = word;
        }

        /// As wide as the others or less, for lists.
        String word() {
            return word;
        }
    }

    static Finding ok(String check, String text) {
        return new Finding(check, Result.OK, text, "");
    }

    static Finding warning(String check, String text, String mend) {
        return new Finding(check, Result.WARNING, text, mend);
    }

    static Finding failed(String check, String text, String mend) {
        return new Finding(check, Result.FAILED, text, mend);
    }

    static Finding skipped(String check, String text) {
        return new Finding(check, Result.SKIPPED, text, "");
    }
}
