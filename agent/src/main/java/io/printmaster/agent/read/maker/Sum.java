package io.printmaster.agent.read.maker;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// A counter that is made of others.
///
/// @param parts    all of them must be told: a sum with a part missing would be billed too low
/// @param optional added when told; devices without that function do not have them
record Sum(String name, List<String> parts, List<String> optional) {

    OptionalLong of(Map<String, Long> counts) {
        if (!counts.keySet().containsAll(parts)) {
            return OptionalLong.empty();
        }
        long sum = parts.stream().mapToLong(n -> counts.getOrDefault(n, 0L)).sum();
        return OptionalLong.of(sum
                + optional.stream().mapToLong(n -> counts.getOrDefault(n, 0L)).sum());
    }

    @Override
    public String toString() {
        String all = String.join(" + ", parts);
        return optional.isEmpty() ? all : all + " (+ " + String.join(" + ", optional) + ")";
    }
}
