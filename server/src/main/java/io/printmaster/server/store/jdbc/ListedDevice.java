package io.printmaster.server.store.jdbc;

/// A device's place in a list.
///
/// @param text   value of the sort column; of a number its digits
/// @param number the same as a number, 0 for texts
record ListedDevice(String tenant, String key, String text, long number) {}
