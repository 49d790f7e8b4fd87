package io.printmaster.bench;

import io.printmaster.model.TenantId;
import io.printmaster.program.AnyCertificate;
import io.printmaster.program.Logs;
import io.printmaster.server.auth.Passwords;
import io.printmaster.server.auth.SignIn;
import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.run.ServerProgram;
import io.printmaster.server.store.Role;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.Users;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How long pages of lists take on a server with many devices while agents send: every filter and order, and pages
/// deep in a list, over HTTPS. The database stays for the next run when a directory is given.
///
/// Arguments: devices, agents, requests for each line, directory (optional).
public final class ListsAtScale {
    private static final String JOIN = "bench-join-token-0123456789abcdef";
    private static final int RECORDS = 42;
    private static final int SENDERS = 4;
    private static final int BATCHES_A_SECOND = 20;
    /// Rounds of all pages before the first is measured, while most is compiled.
    private static final int WARMING_UP = 10;
    private static final Pattern NEXT = Pattern.compile("href=\"([^\"]+)\" id=\"page-next\"");

    private static final List<String> PAGES = List.of(
            "/",
            "/devices",
            "/devices?sort=-model",
            "/devices?sort=serial",
            "/devices?sort=-serial",
            "/devices?sort=state",
            "/devices?sort=-state",
            "/devices?sort=address",
            "/devices?sort=-address",
            "/devices?sort=supply",
            "/devices?sort=-supply",
            "/devices?sort=pages",
            "/devices?sort=-pages",
            "/devices?sort=seen",
            "/devices?sort=-seen",
            "/devices?state=error&sort=-seen",
            "/devices?state=ready&sort=address",
            "/devices?state=offline&sort=supply",
            "/devices?state=unknown&sort=pages",
            "/devices?supplies=low&sort=-supply",
            "/devices?supplies=low&state=error",
            "/devices?meters=missing&sort=-seen",
            "/devices?meters=missing&state=offline",
            "/devices?agent=site-00777",
            "/devices?q=" + LargeFleet.serial(4_711),
            "/devices?q=0004711",
            "/devices?q=printer-4711",
            "/devices?q=10.0.18",
            "/devices?q=building",
            "/devices?q=canon",
            "/devices?q=hp&state=ready&sort=-pages",
            "/devices?q=la",
            "/agents",
            "/agents?state=offline",
            "/agents?q=site-00777",
            "/supplies",
            "/supplies?state=any",
            "/supplies?q=TN-17",
            "/supplies?q=black",
            "/supplies?q=hp",
            "/supplies?q=" + LargeFleet.serial(4_711),
            "/devices?q=hp",
            "/devices?q=xerox",
            "/audit",
            "/audit?q=site-00777",
            "/");

    private final HttpClient client =
            HttpClient.newBuilder().sslContext(AnyCertificate.context()).build();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    private ListsAtScale() {}

    /// Prints the table.
    public static void main(String[] args) throws Exception {
        Logs.to(System.err, "warn", Logs.Format.TEXT);
        int devices = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int agents = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        int requests = args.length > 2 ? Integer.parseInt(args[2]) : 30;
        Path directory = args.length > 3 ? Path.of(args[3]) : Files.createTempDirectory("lists");
        new ListsAtScale().run(devices, agents, requests, directory);
    }

    private void run(int devices, int agents, int requests, Path directory) throws Exception {
        if (!Files.exists(directory.resolve(SqliteStore.FILE))) {
            seed(devices, agents, directory);
        }
        String cookie = signIn(directory);
        ServerConfig config = new ServerConfig(
                "127.0.0.1",
                0,
                directory,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "warn",
                false,
                Optional.empty(),
                Optional.of(JOIN));
        try (ServerProgram server = ServerProgram.start(config, Clock.systemUTC(), new SecureRandom());
                ScheduledExecutorService senders = Executors.newScheduledThreadPool(SENDERS)) {
            URI base = URI.create("https://127.0.0.1:" + server.port());
            send(senders, base, devices, agents);
            for (int round = 0; round < WARMING_UP; round++) {
                for (String page : PAGES) {
                    get(base.resolve(page), cookie);
                }
            }
            long begin = System.nanoTime();
            System.out.printf("%-45s %8s %8s %8s %9s%n", "page", "p50 ms", "p95 ms", "max ms", "bytes");
            for (String page : PAGES) {
                measure(page, base, cookie, requests);
            }
            deep("/devices", base, cookie, 10 * requests);
            deep("/devices?sort=-pages&state=ready", base, cookie, 10 * requests);
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "rows stored meanwhile: %.0f/s, batches refused: %d%n", stored.get() / seconds, refused.get());
            senders.shutdownNow();
        }
    }

    private static void seed(int devices, int agents, Path directory) {
        long begin = System.nanoTime();
        try (Store store = SqliteStore.open(directory, new SecureRandom())) {
            store.write(tx -> {
                tx.tenants().add(TenantId.DEFAULT, "Default", Instant.now());
                return true;
            });
            LargeFleet fleet = new LargeFleet(store, Instant.now());
            fleet.agents(agents);
            fleet.devices(devices, agents);
        }
        System.out.printf("seeded in %.0f s%n", (System.nanoTime() - begin) / 1e9);
    }

    private static String signIn(Path directory) {
        SecureRandom random = new SecureRandom();
        Passwords passwords = new Passwords(random);
        String password = passwords.generate();
        String name = "bench" + random.nextInt(1_000_000);
        try (Store store = SqliteStore.open(directory, random)) {
            store.write(tx -> {
                tx.users()
                        .add(new Users.User(
                                name,
                                name,
                                Role.OWNER,
                                Optional.empty(),
                                passwords.hash(password),
                                false,
                                false,
                                Instant.now(),
                                Optional.empty()));
                return true;
            });
            String cookie = new SignIn(store, Clock.systemUTC(), random)
                    .signIn(name, password, "127.0.0.1")
                    .cookie();
            return cookie.split(";", 2)[0];
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with the executor
    private void send(ScheduledExecutorService senders, URI base, int devices, int agents) throws Exception {
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            String token =
                    register(base, LargeFleet.agent(sender * (agents / SENDERS)).value());
            long period = 1_000L * SENDERS / BATCHES_A_SECOND;
            AtomicLong turn = new AtomicLong();
            senders.scheduleAtFixedRate(
                    () -> batch(base, token, sender * (devices / SENDERS), turn.getAndIncrement()),
                    i * period / SENDERS,
                    period,
                    TimeUnit.MILLISECONDS);
        }
    }

    private String register(URI base, String agent) throws Exception {
        String body = "{\"agent_id\":\"" + agent + "\",\"token\":\"" + JOIN + "\"}";
        String answer = client.send(
                        HttpRequest.newBuilder(base.resolve("/api/v1/agents/register"))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        Matcher token = Pattern.compile("\"agent_token\":\"([^\"]+)\"").matcher(answer);
        if (!token.find()) {
            throw new IllegalStateException("not registered: " + answer);
        }
        return token.group(1);
    }

    private void batch(URI base, String token, int first, long turn) {
        boolean metrics = turn % 2 == 0;
        String rows = IntStream.range(first, first + RECORDS)
                .mapToObj(i -> metrics ? sample(i, turn) : LargeFleet.record(i, Instant.now()))
                .collect(Collectors.joining(","));
        String kind = metrics ? "metrics" : "devices";
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(base.resolve("/api/v1/" + kind + "/batch"))
                            .header("Authorization", "Bearer " + token)
                            .POST(BodyPublishers.ofString("{\"" + kind + "\":[" + rows + "]}"))
                            .build(),
                    BodyHandlers.ofString());
            (answer.statusCode() == 200 ? stored : refused).addAndGet(answer.statusCode() == 200 ? RECORDS : 1);
        } catch (Exception e) {
            refused.incrementAndGet();
        }
    }

    private static String sample(int i, long turn) {
        return "{\"serial\":\"" + LargeFleet.serial(i) + "\",\"timestamp\":\"" + Instant.now() + "\",\"page_count\":"
                + (900_000 + turn) + "}";
    }

    private void measure(String page, URI base, String cookie, int requests) throws Exception {
        long[] times = new long[requests];
        int bytes = 0;
        get(base.resolve(page), cookie);
        for (int i = 0; i < requests; i++) {
            long begin = System.nanoTime();
            bytes = get(base.resolve(page), cookie).length();
            times[i] = System.nanoTime() - begin;
        }
        print(page, times, bytes);
    }

    private void deep(String page, URI base, String cookie, int pages) throws Exception {
        List<Long> times = new ArrayList<>();
        URI at = base.resolve(page);
        for (int i = 0; i < pages; i++) {
            long begin = System.nanoTime();
            String html = get(at, cookie);
            times.add(System.nanoTime() - begin);
            Matcher next = NEXT.matcher(html);
            if (!next.find()) {
                break;
            }
            at = base.resolve(next.group(1).replace("&amp;", "&"));
        }
        print(
                page + " (" + times.size() + " pages)",
                times.stream().mapToLong(t -> t).toArray(),
                0);
    }

    private String get(URI uri, String cookie) throws Exception {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(uri).header("Cookie", cookie).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(uri + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    private static void print(String page, long[] times, int bytes) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "%-45s %8.1f %8.1f %8.1f %9d%n",
                page,
                sorted[sorted.length / 2] / 1e6,
                sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * 0.95) - 1)] / 1e6,
                sorted[sorted.length - 1] / 1e6,
                bytes);
    }
}
