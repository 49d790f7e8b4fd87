package io.printmaster.agent.discover;

import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpCredential.Community;
import io.printmaster.agent.snmp.SnmpCredential.User;
import io.printmaster.agent.snmp.SnmpCredential.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// What may be asked at an address, as its credentials allow, and in which round. Immutable.
///
/// @param asks  in the order in which the credentials are preferred; there is always exactly one [Engine]:
///              with users it finds the devices to try them at, without any it finds devices that need one
/// @param users of SNMPv3, for devices that have told their engine id
record AskSet(List<Ask> asks, List<User> users) {

    /// One question.
    sealed interface Ask {}

    /// A GET with this community.
    record ByCommunity(Community community) implements Ask {}

    /// The question for the engine id, which needs no credential.
    record Engine() implements Ask {}

    AskSet {
        asks = List.copyOf(asks);
        users = List.copyOf(users);
    }

    static AskSet of(List<SnmpCredential> credentials) {
        List<Ask> asks = new ArrayList<>();
        List<User> users = new ArrayList<>();
        for (SnmpCredential credential : credentials) {
            switch (credential) {
                case Community community -> asks.add(new ByCommunity(community));
                case User user -> {
                    if (users.isEmpty()) {
                        asks.add(new Engine());
                    }
                    users.add(user);
                }
            }
        }
        if (users.isEmpty()) {
            asks.add(new Engine());
        }
        return new AskSet(asks, users);
    }

    /// The asks of a round by their position, one packet each to whoever is still silent.
    ///
    /// The first round asks in the preferred version only: most devices answer it. The second asks in the
    /// next configured version, which is at the same time another try for those that lost the first packet
    /// or slept. The further ones ask everything, first what was not asked yet.
    ///
    /// @param round from 0
    /// @param last  whether there is no further round
    List<Integer> round(int round, boolean last) {
        List<Integer> first = ofKind(kind(asks.getFirst()));
        if (round == 0 && !last) {
            return first;
        }
        List<Integer> second = second(first);
        if (round == 1 && !last) {
            return second;
        }
        List<Integer> all =
                new ArrayList<>(IntStream.range(0, asks.size()).boxed().toList());
        if (round > 0) {
            all.removeAll(first);
            all.addAll(first);
        }
        if (round > 1) {
            all.removeIf(ask -> second.contains(ask) && !first.contains(ask));
            all.addAll(second.stream().filter(ask -> !first.contains(ask)).toList());
        }
        return all;
    }

    private List<Integer> second(List<Integer> first) {
        return IntStream.range(0, asks.size())
                .filter(i -> !first.contains(i))
                .filter(i -> !users.isEmpty() || !(asks.get(i) instanceof Engine))
                .mapToObj(i -> ofKind(kind(asks.get(i))))
                .findFirst()
                .orElse(first);
    }

    private List<Integer> ofKind(int kind) {
        return IntStream.range(0, asks.size())
                .filter(i -> kind(asks.get(i)) == kind)
                .boxed()
                .toList();
    }

    private static int kind(Ask ask) {
        return switch (ask) {
            case Engine _ -> 3;
            case ByCommunity(Community c) -> c.version() == Version.V1 ? 1 : 2;
        };
    }

    /// The same community in a version that is preferred to the one that was answered.
    OptionalInt better(int ask) {
        return twins(ask).filter(i -> i < ask).findFirst();
    }

    /// The asks with a community.
    List<Integer> communities() {
        return IntStream.range(0, asks.size())
                .filter(i -> asks.get(i) instanceof ByCommunity)
                .boxed()
                .toList();
    }

    /// One ask for each community, for everybody on a link at once: in SNMPv1, which more devices know,
    /// where it may be used.
    List<Integer> toEverybody() {
        return communities().stream()
                .filter(i -> kind(asks.get(i)) == 1 || twins(i).noneMatch(twin -> kind(asks.get(twin)) == 1))
                .toList();
    }

    /// The same community in the other version.
    private IntStream twins(int ask) {
        return IntStream.range(0, asks.size())
                .filter(i -> asks.get(i) instanceof ByCommunity(Community one)
                        && asks.get(ask) instanceof ByCommunity(Community two)
                        && one.version() != two.version()
                        && one.community().equals(two.community()));
    }
}
