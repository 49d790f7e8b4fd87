package io.printmaster.agent.run;

import io.printmaster.agent.config.DiscoveryMethod;
import io.printmaster.agent.config.DiscoverySettings;
import io.printmaster.agent.config.SnmpSettings;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.read.SnmpPrinterReader;
import io.printmaster.agent.read.ipp.IppAttempt;
import io.printmaster.agent.read.ipp.IppReader;
import io.printmaster.agent.read.ipp.IppSettings;
import io.printmaster.agent.run.Explanation.Result;
import io.printmaster.agent.run.Explanation.Tried;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.agent.snmp.SnmpRequest;
import io.printmaster.agent.snmp.SnmpTarget;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.agent.snmp.snmp4j.Snmp4jClient;
import io.printmaster.model.HintName;
import io.printmaster.model.Sighting;
import io.printmaster.program.ExitCode;
import io.printmaster.program.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Rings at every door of one address, once, and keeps what came of it. Used once, by one thread.
final class Doorbell {
    static final String SNMP = "snmp";
    static final String IPP = "ipp";

    /// The question that every SNMPv3 device answers, if only with a refusal (RFC 3414, section 4).
    static final String NO_USER = "v3-without-a-user";

    private static final Oid SYS_DESCR = Oid.parse("1.3.6.1.2.1.1.1.0");
    private static final SnmpCredential NOBODY = new SnmpCredential.User(
            NO_USER,
            "printmaster",
            SnmpCredential.Auth.NONE,
            new Secret(""),
            SnmpCredential.Priv.NONE,
            new Secret(""),
            "");

    private final InetAddress address;
    private final SnmpSettings settings;
    private final Set<DiscoveryMethod> doors;
    private final OptionalInt ippPort;
    private final Clock clock;
    private final List<Tried> tried = new ArrayList<>();
    private final Map<String, String> hints = new HashMap<>();
    private Optional<ReadOutcome> bySnmp = Optional.empty();
    private Optional<ReadOutcome> byIpp = Optional.empty();

    /// @param doors   those that are tried
    /// @param ippPort where IPP is asked; empty for the announced or the usual one
    Doorbell(InetAddress address, SnmpSettings settings, Set<DiscoveryMethod> doors, OptionalInt ippPort, Clock clock) {
        this.address = address;
        this.settings = settings;
        this.doors = doors;
        this.ippPort = ippPort;
        this.clock = clock;
    }

    /// Asks everywhere; announcements are waited for while SNMP is asked.
    void ring() throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Sighting>> announced = threads.submit(this::announced);
            try {
                if (doors.contains(DiscoveryMethod.SNMP)) {
                    snmp();
                }
                heard(announced.get());
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            } catch (ExecutionException e) {
                throw new CommandFault(ExitCode.FAILED, "calling for announcements failed: " + e.getCause(), e);
            }
        }
        if (doors.contains(DiscoveryMethod.IPP)) {
            ipp();
        }
    }

    List<Tried> tried() {
        return tried;
    }

    Optional<ReadOutcome> bySnmp() {
        return bySnmp;
    }

    Optional<ReadOutcome> byIpp() {
        return byIpp;
    }

    private void snmp() throws InterruptedException {
        List<SnmpCredential> credentials = Credentials.of(settings).at(address);
        try (Snmp4jClient client = new Snmp4jClient()) {
            client.start();
            Optional<SnmpCredential> welcome = Optional.empty();
            for (SnmpCredential credential : credentials) {
                Tried one = asked(client, credential);
                tried.add(one);
                if (welcome.isEmpty() && one.result() == Result.ANSWERS) {
                    welcome = Optional.of(credential);
                }
            }
            boolean heardV3 = tried.stream().anyMatch(t -> t.result() == Result.REFUSED);
            if (welcome.isEmpty() && !heardV3) {
                tried.add(asked(client, NOBODY));
            }
            welcome.ifPresent(credential -> read(client, credential));
        } catch (IOException e) {
            throw new CommandFault(ExitCode.FAILED, "no UDP socket for SNMP can be opened: " + e.getMessage(), e);
        }
    }

    private Tried asked(Snmp4jClient client, SnmpCredential credential) throws InterruptedException {
        SnmpTarget target = new SnmpTarget(address, settings.port(), credential, settings.timeout(), 1);
        try {
            return told(
                    credential,
                    client.send(target, new SnmpRequest.Get(List.of(SYS_DESCR))).get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("an SNMP client must not complete with an exception", e);
        }
    }

    private Tried told(SnmpCredential credential, SnmpOutcome outcome) {
        String with = credential.name();
        return switch (outcome) {
            case SnmpOutcome.Answer answer -> new Tried(SNMP, with, Result.ANSWERS, sysDescr(answer));
            case SnmpOutcome.Timeout t ->
                new Tried(
                        SNMP,
                        with,
                        Result.SILENT,
                        "no answer to two questions of " + settings.timeout().toMillis() / 1e3 + " s");
            case SnmpOutcome.Refused refused -> {
                boolean nobody = with.equals(NO_USER);
                yield switch (refused.reason()) {
                    case WRONG_CREDENTIALS, UNSUPPORTED ->
                        nobody
                                ? new Tried(SNMP, with, Result.ANSWERS, "it speaks SNMPv3 and asks for a user")
                                : new Tried(SNMP, with, Result.REFUSED, refused.detail());
                    case NO_SUCH_NAME, TOO_BIG, DEVICE_ERROR -> new Tried(SNMP, with, Result.ANSWERS, refused.detail());
                    case NOT_SENT, CLOSED -> new Tried(SNMP, with, Result.SILENT, refused.detail());
                };
            }
        };
    }

    private static String sysDescr(SnmpOutcome.Answer answer) {
        return answer.bindings().stream()
                .map(binding -> binding.value() instanceof SnmpValue.Octets octets
                        ? new String(octets.bytes(), StandardCharsets.UTF_8)
                        : "")
                .findFirst()
                .orElse("");
    }

    private void read(Snmp4jClient client, SnmpCredential credential) {
        SnmpPrinterReader reader = new SnmpPrinterReader(
                client, Map.of(credential.name(), credential), DoorSettings.reading(settings), clock);
        ReadOutcome outcome = reader.read(new Sighting(
                address, settings.port(), Sighting.Door.MANUAL, credential.name(), clock.instant(), Map.of()));
        bySnmp = Optional.of(outcome);
        if (outcome instanceof ReadOutcome.Read) {
            tried.replaceAll(t -> t.door().equals(SNMP) && t.with().equals(credential.name())
                    ? new Tried(SNMP, t.with(), Result.READ, t.why())
                    : t);
        }
    }

    private List<Sighting> announced() throws InterruptedException {
        Set<DiscoveryMethod> calling = EnumSet.of(DiscoveryMethod.MDNS, DiscoveryMethod.SSDP, DiscoveryMethod.WSD);
        calling.retainAll(doors);
        if (calling.isEmpty()) {
            return List.of();
        }
        String target = address.getHostAddress();
        DiscoverySettings discovery = new DiscoverySettings(
                List.of(target), List.of(), Duration.ofMinutes(5), 100, calling, Map.of(), settings.timeout(), 1);
        TargetList targets = TargetList.parse(List.of(target), 1);
        ConcurrentLinkedQueue<Sighting> sightings = new ConcurrentLinkedQueue<>();
        try (Doors open = Doors.open(discovery, settings, clock, new SecureRandom(), Doors.Use.ONE_SEARCH);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> searches = new ArrayList<>();
            for (Finder finder : open.finders()) {
                searches.add(threads.submit(() -> finder.find(targets, sightings::add)));
            }
            for (Future<?> search : searches) {
                search.get();
            }
        } catch (ExecutionException e) {
            throw new CommandFault(ExitCode.FAILED, "calling for announcements failed: " + e.getCause(), e);
        }
        return List.copyOf(sightings);
    }

    private void heard(List<Sighting> sightings) {
        for (DiscoveryMethod door : List.of(DiscoveryMethod.MDNS, DiscoveryMethod.SSDP, DiscoveryMethod.WSD)) {
            if (doors.contains(door)) {
                String word = door.name().toLowerCase(Locale.ROOT);
                Optional<Sighting> sighting = sightings.stream()
                        .filter(s -> s.door().name().equals(door.name()))
                        .findFirst();
                sighting.ifPresent(s -> s.hints().forEach(hints::putIfAbsent));
                tried.add(sighting.map(s -> new Tried(word, "", Result.ANSWERS, who(s)))
                        .orElseGet(() -> new Tried(word, "", Result.SILENT, "it does not announce itself to us")));
            }
        }
    }

    private static String who(Sighting sighting) {
        return "it announces itself"
                + Optional.ofNullable(sighting.hints().get(HintName.NAME))
                        .map(name -> " as " + name)
                        .orElse("");
    }

    private void ipp() {
        ippPort.ifPresent(port -> {
            hints.put(HintName.IPP_PORT, Integer.toString(port));
            hints.remove(HintName.IPPS_PORT);
        });
        try (IppReader reader = IppReader.open(IppSettings.DEFAULT, clock)) {
            Sighting sighting =
                    new Sighting(address, settings.port(), Sighting.Door.MANUAL, "", clock.instant(), hints);
            byIpp = Optional.of(reader.read(sighting, attempt -> tried.add(tried(attempt))));
        }
    }

    private static Tried tried(IppAttempt attempt) {
        Result result = switch (attempt.result()) {
            case READ -> Result.READ;
            case ANSWERED -> Result.ANSWERS;
            case REFUSED -> Result.REFUSED;
            case CLOSED -> Result.CLOSED;
            case SILENT -> Result.SILENT;
        };
        return new Tried(IPP, attempt.place().toString(), result, attempt.why());
    }
}
