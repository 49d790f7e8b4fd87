package io.printmaster.simulator.profile;

import io.printmaster.model.MacAddress;
import java.net.InetAddress;

/// What tells one printer from the next of the same profile.
///
/// @param number its place in the site, from 1
/// @param serial the serial number that it would print on its back
/// @param mac its network card's address
/// @param address where it answers
/// @param hostName its name in the network
/// @param location where an administrator wrote that it stands
/// @param seed what its start values are drawn from
public record Nameplate(
        int number, String serial, MacAddress mac, InetAddress address, String hostName, String location, long seed) {}
