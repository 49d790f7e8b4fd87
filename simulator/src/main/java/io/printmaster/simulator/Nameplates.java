package io.printmaster.simulator;

import io.printmaster.model.MacAddress;
import io.printmaster.simulator.profile.Nameplate;
import io.printmaster.simulator.profile.Profile;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Makes up serial numbers, hardware addresses and profiles for a site: all different, all from the seed.
final class Nameplates {
    /// Steps through all numbers of a range before one comes again, as it divides none of the ranges used.
    private static final long STEP = 7_919;

    private static final long MAC_RANGE = (1L << 24) - 1;
    private static final List<String> ROOMS =
            List.of("Reception", "Accounting", "Workshop", "Ward", "Classroom", "Post room", "Drawing office", "Shop");

    private final long seed;
    private final long start;

    Nameplates(long seed) {
        this.seed = seed;
        this.start = new SplittableRandom(seed).nextLong(1L << 30);
    }

    /// One of each, then by weight.
    List<Profile> choose(List<Profile> from, int count) {
        List<Profile> urn = new ArrayList<>();
        for (Profile profile : from) {
            for (int i = 0; i < profile.weight(); i++) {
                urn.add(profile);
            }
        }
        SplittableRandom chance = new SplittableRandom(seed ^ 0x5DEECE66DL);
        List<Profile> chosen = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            chosen.add(i < from.size() ? from.get(i) : urn.get(chance.nextInt(urn.size())));
        }
        return chosen;
    }

    /// @param number its place in the site, from 1
    Nameplate of(Profile profile, int number, InetAddress address) {
        long tail = 1 + Math.floorMod(start + number * STEP, MAC_RANGE);
        String hex = String.format("%06x", tail);
        MacAddress mac = new MacAddress(profile.macPrefix() + ":" + hex.replaceAll("(..)(?!$)", "$1:"));
        String maker =
                profile.maker().replaceAll("[^A-Za-z]", "").substring(0, 2).toUpperCase(Locale.ROOT);
        String room = ROOMS.get(number % ROOMS.size()) + " " + (number / ROOMS.size() + 1);
        return new Nameplate(
                number,
                serial(profile.serialPattern(), number),
                mac,
                address,
                maker + hex.toUpperCase(Locale.ROOT),
                room,
                seed * 1_000_003 + number);
    }

    private String serial(String pattern, int number) {
        int digits = (int) pattern.chars().filter(c -> c == '#').count();
        long range = (long) Math.pow(10, digits);
        String value = String.format("%0" + digits + "d", Math.floorMod(start + number * STEP, range));
        StringBuilder serial = new StringBuilder();
        int next = 0;
        for (int i = 0; i < pattern.length(); i++) {
            serial.append(pattern.charAt(i) == '#' ? value.charAt(next++) : pattern.charAt(i));
        }
        return serial.toString();
    }
}
