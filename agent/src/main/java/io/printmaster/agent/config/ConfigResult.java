package io.printmaster.agent.config;

import java.util.List;

/// What came of reading the configuration.
public sealed interface ConfigResult {

    /// It can be used.
    ///
    /// @param values   every key in force, in the order of the documentation
    /// @param warnings what looks wrong but stops nothing
    record Valid(AgentSettings settings, List<EffectiveValue> values, List<Problem> warnings) implements ConfigResult {
        /// Copies.
        public Valid {
            values = List.copyOf(values);
            warnings = List.copyOf(warnings);
        }
    }

    /// It cannot be used; everything that is wrong with it, in the order of the file.
    record Invalid(List<Problem> problems) implements ConfigResult {
        /// Copies.
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
