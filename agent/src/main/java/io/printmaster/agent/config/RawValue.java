package io.printmaster.agent.config;

/// The text that one key has, and who said it.
record RawValue(String text, Origin origin) {}
