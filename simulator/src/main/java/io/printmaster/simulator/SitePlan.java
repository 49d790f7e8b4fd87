package io.printmaster.simulator;

import io.printmaster.simulator.profile.Profile;
import io.printmaster.simulator.profile.Profiles;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// What a [SimulatedSite] shall be: which printers, where, how they are asked. Immutable; each method returns another
/// plan. The same plan with the same clock gives the same printers with the same values.
public final class SitePlan {
    private static final int MAX_PRINTERS = 20_000;

    final int count;
    final List<Profile> profiles;
    final List<Path> recordings;
    final List<Placed> placed;
    final LoopbackNetwork network;
    final boolean spread;
    final int port;
    final String community;
    final Clock clock;
    final long seed;
    final double pace;

    /// A printer at an address that was chosen for it.
    record Placed(InetAddress address, Origin origin) {}

    /// Where a printer's answers come from.
    sealed interface Origin {}

    record Invented(Profile profile) implements Origin {}

    record Recorded(Path file) implements Origin {}

    private SitePlan(Draft draft) {
        this.count = draft.count;
        this.profiles = List.copyOf(draft.profiles);
        this.recordings = List.copyOf(draft.recordings);
        this.placed = List.copyOf(draft.placed);
        this.network = draft.network;
        this.spread = draft.spread;
        this.port = draft.port;
        this.community = draft.community;
        this.clock = draft.clock;
        this.seed = draft.seed;
        this.pace = draft.pace;
        if (count < 0 || count + recordings.size() + placed.size() > MAX_PRINTERS) {
            throw new IllegalArgumentException("a site has 0 to " + MAX_PRINTERS + " printers");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
        if (profiles.isEmpty()) {
            throw new IllegalArgumentException("at least one profile is needed");
        }
        if (!(pace >= 0 && pace <= 1_000_000)) {
            throw new IllegalArgumentException("the pace is 0 to 1000000, not " + pace);
        }
    }

    private static final class Draft {
        private int count;
        private List<Profile> profiles = Profiles.all();
        private List<Path> recordings = List.of();
        private List<Placed> placed = List.of();
        private LoopbackNetwork network = LoopbackNetwork.parse("127.10.0.0/16");
        private boolean spread;
        private int port;
        private String community = "public";
        private final Clock clock;
        private long seed = 1;
        private double pace = 1;

        private Draft(Clock clock) {
            this.clock = clock;
        }
    }

    /// `count` printers of all profiles in 127.10.0.0/16 on a free port, community `public`.
    ///
    /// @param clock what their values move with; a fixed clock freezes them
    public static SitePlan of(int count, Clock clock) {
        Draft draft = new Draft(clock);
        draft.count = count;
        return new SitePlan(draft);
    }

    private Draft draft() {
        Draft draft = new Draft(clock);
        draft.count = count;
        draft.profiles = profiles;
        draft.recordings = recordings;
        draft.placed = placed;
        draft.network = network;
        draft.spread = spread;
        draft.port = port;
        draft.community = community;
        draft.seed = seed;
        draft.pace = pace;
        return draft;
    }

    /// Only these profiles: one of each in this order, then more by weight.
    public SitePlan profiles(List<Profile> only) {
        Draft draft = draft();
        draft.profiles = only;
        return new SitePlan(draft);
    }

    /// Only these profiles, by name.
    ///
    /// @throws IllegalArgumentException when there is none of that name; the text lists those there are
    public SitePlan profiles(String... names) {
        List<Profile> only = new ArrayList<>();
        for (String name : names) {
            only.add(Profiles.byName(name)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no profile is called '" + name + "'; there are " + Profiles.all())));
        }
        return profiles(only);
    }

    /// One more printer for each `.snmprec` file, behind the others.
    public SitePlan recordings(List<Path> files) {
        Draft draft = draft();
        draft.recordings = files;
        return new SitePlan(draft);
    }

    /// One more printer of this profile at this address.
    public SitePlan at(InetAddress address, Profile profile) {
        return with(new Placed(address, new Invented(profile)));
    }

    /// One more device at this address that answers from a `.snmprec` file.
    public SitePlan at(InetAddress address, Path recording) {
        return with(new Placed(address, new Recorded(recording)));
    }

    private SitePlan with(Placed one) {
        Draft draft = draft();
        draft.placed = new ArrayList<>(placed);
        draft.placed.add(one);
        return new SitePlan(draft);
    }

    /// Where the printers without an address of their own stand, like `127.10.0.0/16`.
    public SitePlan network(String cidr) {
        Draft draft = draft();
        draft.network = LoopbackNetwork.parse(cidr);
        return new SitePlan(draft);
    }

    /// Whether they stand evenly all over the network rather than side by side.
    public SitePlan spread(boolean evenly) {
        Draft draft = draft();
        draft.spread = evenly;
        return new SitePlan(draft);
    }

    /// The UDP port of all; 0 looks for one that is free at every address.
    public SitePlan port(int number) {
        Draft draft = draft();
        draft.port = number;
        return new SitePlan(draft);
    }

    /// The only community they listen to.
    public SitePlan community(String text) {
        Draft draft = draft();
        draft.community = text;
        return new SitePlan(draft);
    }

    /// What serial numbers, start values and all other chance come from.
    public SitePlan seed(long number) {
        Draft draft = draft();
        draft.seed = number;
        return new SitePlan(draft);
    }

    /// How many times faster than the clock pages are printed; 0 prints none.
    public SitePlan pace(double times) {
        Draft draft = draft();
        draft.pace = times;
        return new SitePlan(draft);
    }
}
