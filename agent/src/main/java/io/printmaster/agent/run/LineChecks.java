package io.printmaster.agent.run;

import io.printmaster.agent.send.ServerProbe;
import io.printmaster.agent.send.ServerProbe.Found;
import io.printmaster.agent.send.ServerUrl;
import io.printmaster.agent.send.Trust;
import io.printmaster.program.Secret;
import io.printmaster.wire.Capabilities;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The part of `doctor` that looks at the way to the server: name, connection, TLS and pin, clock, token, capabilities.
/// What comes after a step that failed is not checked: it would only repeat the first fault.
final class LineChecks {
    static final List<String> NAMES =
            List.of("server name", "connection", "TLS and pin", "clock", "authentication", "capabilities");

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofDays(7);

    private final ServerUrl url;
    private final ServerProbe probe;
    private final Secret token;
    private final Clock clock;
    private final List<Finding> found = new ArrayList<>();

    LineChecks(ServerUrl url, Trust trust, Secret token, Clock clock) {
        this.url = url;
        this.probe = new ServerProbe(url, trust, LIMIT, clock);
        this.token = token;
        this.clock = clock;
    }

    List<Finding> all() throws InterruptedException {
        addresses();
        for (String name : NAMES.subList(found.size(), NAMES.size())) {
            found.add(Finding.skipped(name, "not checked, because of the check before"));
        }
        return List.copyOf(found);
    }

    private void addresses() throws InterruptedException {
        switch (probe.addresses()) {
            case Found.Good<List<InetAddress>>(List<InetAddress> addresses) -> {
                found.add(Finding.ok(
                        NAMES.get(0),
                        url.base().getHost() + " is "
                                + addresses.stream()
                                        .map(InetAddress::getHostAddress)
                                        .collect(Collectors.joining(", "))));
                connection(addresses);
            }
            case Found.Bad<List<InetAddress>>(String why) ->
                found.add(Finding.failed(
                        NAMES.get(0), why, "check the name in server_url, and this machine's DNS settings"));
        }
    }

    private void connection(List<InetAddress> addresses) throws InterruptedException {
        switch (probe.connection(addresses)) {
            case Found.Good<InetSocketAddress>(InetSocketAddress there) -> {
                found.add(Finding.ok(
                        NAMES.get(1), there.getAddress().getHostAddress() + " port " + there.getPort() + " answers"));
                tls(there);
            }
            case Found.Bad<InetSocketAddress>(String why) ->
                found.add(Finding.failed(
                        NAMES.get(1), why, "is the server running, and does a firewall let this machine reach it?"));
        }
    }

    private void tls(InetSocketAddress there) throws InterruptedException {
        String check = NAMES.get(2);
        if (!probe.encrypted()) {
            found.add(Finding.warning(
                    check,
                    "the connection is not encrypted; tokens can be read on the way",
                    "use https in server_url"));
            about();
            return;
        }
        switch (probe.tls(there)) {
            case Found.Good<ServerProbe.Tls>(ServerProbe.Tls tls) -> {
                Instant until = tls.until();
                String text = tls.protocol() + ", " + tls.subject()
                        + tls.anchor()
                                .map(pin -> ", by the authority joined with, pin " + pin)
                                .orElse(", by an authority of this system, " + tls.issuer())
                        + ", until " + until;
                found.add(
                        until.isBefore(clock.instant().plus(SOON))
                                ? Finding.warning(
                                        check, text, "the server's certificate ends soon; its admin must renew it")
                                : Finding.ok(check, text));
                about();
            }
            case Found.Bad<ServerProbe.Tls>(String why) ->
                found.add(Finding.failed(
                        check,
                        why,
                        "if the server was set up anew, join it again with a new join string; otherwise somebody may"
                                + " stand in between: nothing secret was sent"));
        }
    }

    private void about() throws InterruptedException {
        switch (probe.about()) {
            case Found.Good<ServerProbe.About>(ServerProbe.About about) -> {
                found.add(clock(about));
                authentication();
                found.add(capabilities(about));
            }
            case Found.Bad<ServerProbe.About>(String why) ->
                found.add(Finding.failed(
                        NAMES.get(3),
                        "the server cannot be asked: " + why,
                        "is it a PrintMaster server, and is the path in server_url right?"));
        }
    }

    private static Finding clock(ServerProbe.About about) {
        String check = NAMES.get(3);
        if (about.skew().isEmpty()) {
            return Finding.skipped(check, "the server told no time");
        }
        Duration skew = about.skew().get();
        String text = "this machine is " + skew.abs().toSeconds() + " s " + (skew.isNegative() ? "ahead of" : "behind")
                + " the server";
        if (skew.abs().compareTo(SKEW) > 0) {
            return Finding.failed(check, text, "set this machine's clock (NTP); times of readings are wrong");
        }
        return Finding.ok(check, skew.abs().toSeconds() < 2 ? "agrees with the server's" : text);
    }

    private void authentication() throws InterruptedException {
        String check = NAMES.get(4);
        switch (probe.standing(token)) {
            case Found.Good<ServerProbe.Standing>(ServerProbe.Standing standing) ->
                found.add(
                        switch (standing.status()) {
                            case 200 -> Finding.ok(check, "the server knows this agent's token");
                            case 401 ->
                                Finding.failed(
                                        check,
                                        "the server does not know this agent's token: it was revoked, or the server lost it",
                                        "join again with a new join string: printmaster agent join JOIN_STRING");
                            case 403 ->
                                Finding.failed(
                                        check, "the server refuses this agent: " + standing.detail(), "ask its admin");
                            case 404 ->
                                Finding.skipped(check, "this server has no route to try a token without a change");
                            default ->
                                Finding.warning(
                                        check,
                                        "the server answered " + standing.status() + ": " + standing.detail(),
                                        "try again; if it lasts, look at the server's log");
                        });
            case Found.Bad<ServerProbe.Standing>(String why) ->
                found.add(Finding.failed(check, why, "try again; if it lasts, look at the server's log"));
        }
    }

    private static Finding capabilities(ServerProbe.About about) {
        String check = NAMES.get(5);
        if (about.capabilities().isEmpty()) {
            return Finding.ok(check, "the server tells none: plain JSON in small batches is sent");
        }
        Capabilities c = about.capabilities().get();
        return Finding.ok(
                check,
                (c.gzip() ? "gzip, " : "") + (c.batchId() ? "batch ids, " : "") + (c.stream() ? "streams, " : "")
                        + c.maxRecords() + " records and " + c.maxBatchBytes() + " bytes a batch");
    }
}
