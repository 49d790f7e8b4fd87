package io.printmaster.simulator.profile;

/// A row of prtAlertTable that stands whatever the time; numbers are those of RFC 3805.
///
/// @param severity 1 other, 3 critical, 4 warning
/// @param training 3 untrained, 5 field service
/// @param group the table that it is about: 6 cover, 8 input, 10 marker, 11 supplies, 13 media path
/// @param groupIndex the row there, -1 for none
/// @param location the maker's own number
/// @param code prtAlertCode
/// @param text what the panel says
record AlertSpec(int severity, int training, int group, int groupIndex, int location, int code, String text) {}
