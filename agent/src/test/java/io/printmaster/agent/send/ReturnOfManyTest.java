package io.printmaster.agent.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.send.Outcome.Accepted;
import io.printmaster.agent.send.Outcome.RetryLater;
import io.printmaster.agent.send.Outcome.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Ten thousand agents that lose their server in the same second, in virtual time and without sockets: they must
/// not come back in step ([PacedAgent]).
class ReturnOfManyTest {
    private static final int AGENTS = 10_000;
    private static final int DOWN = 600;
    private static final int BACK = DOWN + 3_600;
    private static final int END = BACK + 900;
    private static final int BEAT = 60;
    private static final int UPLOAD = 300;

    /// Requests of all agents by second.
    private final int[] beats = new int[END + 600];
    private final int[] uploads = new int[END + 600];
    /// A beat is one, an upload two: devices and samples.
    private final int[] all = new int[END + 600];
    private final List<Long> firstUploads = new ArrayList<>();

    /// What the server says at a second, of a heartbeat or an upload.
    private interface Server {
        Outcome<String> answer(long second);
    }

    private static Outcome<String> away() {
        return new RetryLater<>(Trouble.UNREACHABLE, Duration.ZERO, "away");
    }

    /// One of them, in a time of its own.
    private final class VirtualAgent implements PacedAgent.Server {
        private final Server server;
        private long nanos;
        private final PacedAgent agent;
        private long lastProbe = Long.MIN_VALUE / 2;
        private boolean hasReturned;

        VirtualAgent(Server server, Random random, int firstBeat, int firstUpload) {
            this.server = server;
            Pace pace = new Pace(Clock.systemUTC(), () -> nanos, pause -> nanos += pause.toNanos(), random);
            this.agent = new PacedAgent(
                    this,
                    pace,
                    Duration.ofSeconds(BEAT),
                    Duration.ofSeconds(UPLOAD),
                    Duration.ofSeconds(firstBeat),
                    Duration.ofSeconds(firstUpload));
        }

        private Outcome<String> ask(int[] counted, int requests) {
            long second = nanos / 1_000_000_000L;
            counted[(int) second]++;
            all[(int) second] += requests;
            return server.answer(second);
        }

        @Override
        public Outcome<String> beat() {
            if (agent.probes()) {
                assertThat(nanos - lastProbe).isGreaterThanOrEqualTo(seconds(BEAT));
                lastProbe = nanos;
            }
            return ask(beats, 1);
        }

        @Override
        public Outcome<String> upload() {
            if (nanos >= seconds(BACK) && !hasReturned) {
                hasReturned = true;
                firstUploads.add(nanos);
            }
            return ask(uploads, 2);
        }
    }

    private static long seconds(long n) {
        return n * 1_000_000_000L;
    }

    /// @param inStep whether all beat in the same second before the outage
    private void run(Server server, boolean inStep) throws InterruptedException {
        Random random = new Random(11);
        for (int i = 0; i < AGENTS; i++) {
            int beat = inStep ? 30 : random.nextInt(BEAT);
            int upload = inStep ? 35 : random.nextInt(UPLOAD);
            new VirtualAgent(server, new Random(random.nextLong()), beat, upload).agent.live(seconds(END));
        }
    }

    private static int peak(int[] counts, int from, int to) {
        return Arrays.stream(counts, from, to).max().orElse(0);
    }

    private static double mean(int[] counts, int from, int to) {
        return Arrays.stream(counts, from, to).average().orElse(0);
    }

    private static final Server AN_HOUR_AWAY =
            second -> second < DOWN || second >= BACK ? new Accepted<>("ok") : away();

    @Test
    void probesDuringAnOutage_areSpreadOverTheMinute_evenOfAgentsThatBeatInStep() throws Exception {
        run(AN_HOUR_AWAY, true);
        assertThat(peak(beats, DOWN - BEAT, DOWN)).as("they were in step").isEqualTo(AGENTS);
        int settled = DOWN + 3 * BEAT;
        assertThat(mean(beats, settled, BACK)).isBetween(0.95 * AGENTS / BEAT, 1.01 * AGENTS / BEAT);
        assertThat(peak(beats, settled, BACK)).isLessThan(2 * AGENTS / BEAT);
    }

    @Test
    void uploadsAfterAnOutage_areSpread_andAllCameWithinFourMinutes() throws Exception {
        run(AN_HOUR_AWAY, true);
        int longest = BEAT + UPLOAD / 2 + 2;
        assertThat(firstUploads)
                .as("when the agents brought their queues")
                .hasSize(AGENTS)
                .allMatch(at -> at <= seconds(BACK + longest));
        assertThat(peak(uploads, BACK, END)).isLessThan(2 * AGENTS / BEAT);
        assertThat(peak(uploads, BACK + longest, END))
                .as("later on they come as before the outage")
                .isLessThan(2 * AGENTS / UPLOAD);
    }

    @Test
    void requestsAfterAnOutage_areInNoSecondTwiceTheUsual() throws Exception {
        run(AN_HOUR_AWAY, false);
        double usual = mean(all, DOWN - UPLOAD, DOWN);
        assertThat(usual).isBetween(0.95 * AGENTS * 7 / UPLOAD, 1.05 * AGENTS * 7 / UPLOAD);
        System.out.printf(
                "return of %d agents: at most %d requests a second, where %.0f were usual%n",
                AGENTS, peak(all, BACK, END), usual);
        assertThat((double) peak(all, BACK, END)).isLessThan(2 * usual);
    }

    @Test
    void agentsThatWereToldToWait_comeBackSpread() throws Exception {
        Server busy = second -> second >= DOWN && second < DOWN + 120
                ? new RetryLater<>(Trouble.BUSY, Duration.ofMinutes(4), "busy")
                : new Accepted<>("ok");
        run(busy, true);
        int first = DOWN + 240;
        assertThat(Arrays.stream(beats, DOWN + 120, first).sum())
                .as("nobody too early")
                .isZero();
        assertThat(Arrays.stream(beats, first, first + 200).sum())
                .as("nobody forgotten")
                .isGreaterThanOrEqualTo(AGENTS);
        assertThat(peak(beats, first, first + 120)).isLessThan(2 * AGENTS / BEAT * 2);
    }
}
