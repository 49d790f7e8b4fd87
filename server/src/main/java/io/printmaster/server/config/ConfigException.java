package io.printmaster.server.config;

import java.util.List;

/// The settings cannot be used; every problem is listed, each with where it comes from and what to do.
public final class ConfigException extends Exception {
    private final List<String> problems;

    /// Takes the problems, at least one.
    public ConfigException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /// One sentence a problem.
    public List<String> problems() {
        return problems;
    }
}
