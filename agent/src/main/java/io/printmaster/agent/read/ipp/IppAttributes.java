package io.printmaster.agent.read.ipp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The attributes of a printer that we read, in plain Java: each value is an `Integer`, a `Boolean` or a `String`.
/// Immutable.
record IppAttributes(Map<String, List<Object>> values) {
    static final IppAttributes NONE = new IppAttributes(Map.of());

    IppAttributes {
        Map<String, List<Object>> copy = new HashMap<>();
        values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        values = Map.copyOf(copy);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /// Every value that is text; empty texts stay, since parallel lists go by position.
    List<String> texts(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /// The first text that is not empty, or empty.
    String text(String name) {
        return texts(name).stream().filter(t -> !t.isBlank()).findFirst().orElse("");
    }

    List<Integer> integers(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .filter(Integer.class::isInstance)
                .map(Integer.class::cast)
                .toList();
    }

    OptionalInt integer(String name) {
        List<Integer> all = integers(name);
        return all.isEmpty() ? OptionalInt.empty() : OptionalInt.of(all.getFirst());
    }

    boolean isTrue(String name) {
        return values.getOrDefault(name, List.of()).stream().anyMatch(Boolean.TRUE::equals);
    }
}
