package io.printmaster.agent.config;

import java.nio.file.Path;

/// Where a value came from, lowest first; a later one wins.
public sealed interface Origin {

    /// Nobody said anything.
    record Default() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }

    /// A line of the configuration file.
    record FileLine(Path file, int line) implements Origin {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /// An environment variable.
    record Environment(String variable) implements Origin {
        @Override
        public String toString() {
            return "environment " + variable;
        }
    }

    /// The command line.
    record CommandLine(String option) implements Origin {
        @Override
        public String toString() {
            return "command line " + option;
        }
    }
}
