package io.printmaster.agent.discover;

import java.time.Duration;
import java.util.List;

/// When a sweep will be over, as far as can be told: from the packets that the silent addresses will still
/// cost. For one thread.
final class SweepEstimate {
    private static final long AIM_SECONDS = 85;

    private final SweepSettings settings;
    private final int size;
    private final double secondsForAll;
    private final List<Integer> passes;
    private int round;
    private double donePasses;
    private boolean waiting;

    /// @param passes how many packets each round has for an address, at most
    SweepEstimate(SweepSettings settings, int size, int onLink, List<Integer> passes) {
        this.settings = settings;
        this.passes = List.copyOf(passes);
        this.size = size;
        double rate = settings.packetsPerSecond();
        double near = onLink / Math.min(rate, settings.onLinkPerSecond());
        this.secondsForAll = Math.max(near, size / rate);
    }

    void round(int number) {
        round = number;
        donePasses = 0;
    }

    void at(int pass, int seen) {
        donePasses = pass + (size == 0 ? 1 : (double) seen / size);
    }

    /// Everything is sent.
    void waiting() {
        waiting = true;
    }

    /// @param unsettled   addresses that are still silent
    /// @param resendNanos how long re-sends may still go on; the greatest number before they have begun
    Duration left(int unsettled, long resendNanos) {
        double patience = settings.patience().toMillis() / 1000.0;
        if (waiting || size == 0) {
            return Duration.ofMillis((long) (patience * 1000));
        }
        double pass = secondsForAll * unsettled / size;
        double thisRound = Math.max(0, passes.get(round) - donePasses) * pass;
        double later = 0;
        for (int next = round + 1; next < passes.size(); next++) {
            later += passes.get(next) * pass + patience / 8;
        }
        double resends = round == 0 ? later : thisRound + later;
        double most = round == 0 ? Math.max(AIM_SECONDS - secondsForAll, secondsForAll * 1.25) : resendNanos / 1e9;
        double seconds = (round == 0 ? thisRound : 0) + Math.min(resends, Math.max(0, most)) + patience;
        return Duration.ofMillis((long) (seconds * 1000));
    }
}
