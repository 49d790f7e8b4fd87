package io.printmaster.agent.discover;

import io.printmaster.model.Text;
import java.util.Map;
import java.util.TreeMap;

/// Collects the hints of a sighting: cleaned, cut, bounded in number, and without those that say nothing. For one
/// thread.
public final class Hints {
    private static final int MAX_HINTS = 64;
    private static final int MAX_VALUE = 500;

    private final Map<String, String> hints = new TreeMap<>();

    /// Keeps a hint unless it is empty, or the name already has one: the first counts.
    public void put(String name, String value) {
        String clean = Text.clean(value, MAX_VALUE);
        if (!clean.isEmpty() && hints.size() < MAX_HINTS) {
            hints.putIfAbsent(name, clean);
        }
    }

    /// What was collected.
    public Map<String, String> toMap() {
        return Map.copyOf(hints);
    }
}
