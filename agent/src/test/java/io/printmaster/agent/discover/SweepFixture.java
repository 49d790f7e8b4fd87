package io.printmaster.agent.discover;

import io.printmaster.agent.snmp.SnmpClient;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.agent.snmp.SnmpRequest;
import io.printmaster.agent.snmp.SnmpTarget;
import io.printmaster.model.Sighting;
import io.printmaster.program.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// Sweeps over a [FakeNetwork].
final class SweepFixture {
    final List<String> clientAsked = new ArrayList<>();
    SnmpClient client = (target, request) -> CompletableFuture.completedFuture(new SnmpOutcome.Timeout());
    Reach reach = Reach.TARGETS;
    OwnNetworks networks = new OwnNetworks(List.of());
    Neighbours neighbours = Neighbours.NONE;

    private final FakeNetwork network;
    private CredentialBook book = CredentialBook.of(List.of(v2c("public"), v1("public")));
    private int rate = 1000;
    private int onLinkRate = 300;
    private Duration patience = Duration.ofSeconds(1);

    /// What came of one.
    record Sweep(List<Sighting> found, FindSummary summary, FindProgress progress, FindProgress atTheSighting) {
        List<String> addresses() {
            return found.stream().map(s -> s.address().getHostAddress()).toList();
        }
    }

    SweepFixture(FakeNetwork network) {
        this.network = network;
    }

    static SnmpCredential v2c(String community) {
        return new SnmpCredential.Community("v2c " + community, SnmpCredential.Version.V2C, new Secret(community));
    }

    static SnmpCredential v1(String community) {
        return new SnmpCredential.Community("v1 " + community, SnmpCredential.Version.V1, new Secret(community));
    }

    void credentials(SnmpCredential... credentials) {
        book(CredentialBook.of(List.of(credentials)));
    }

    void book(CredentialBook all) {
        book = all;
    }

    void rate(int everywhere, int onLink) {
        rate = everywhere;
        onLinkRate = onLink;
    }

    Sweep run(String... targets) throws InterruptedException {
        return run(TargetList.parse(List.of(targets), TargetList.DEFAULT_MAX_ADDRESSES));
    }

    Sweep run(TargetList targets) throws InterruptedException {
        SnmpSweep sweep = new SnmpSweep(new SnmpSweep.Setup(
                new SnmpSweep.Tools(this::ask, network, () -> network, () -> networks, () -> neighbours),
                new SweepSettings(161, book, rate, onLinkRate, 2, patience, true, true),
                reach,
                new SnmpSweep.Time(InstantSource.system(), network::nanos),
                new Random(7)));
        List<Sighting> found = new ArrayList<>();
        List<FindProgress> then = new ArrayList<>();
        FindSummary summary = sweep.find(targets, sighting -> {
            found.add(sighting);
            then.add(sweep.progress().orElseThrow());
        });
        return new Sweep(
                found, summary, sweep.progress().orElseThrow(), then.isEmpty() ? FindProgress.NONE : then.getFirst());
    }

    private CompletableFuture<SnmpOutcome> ask(SnmpTarget target, SnmpRequest request) {
        clientAsked.add(target.address().getHostAddress());
        return client.send(target, request);
    }
}
