package io.printmaster.bench;

import io.printmaster.agent.send.Breaker;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.RequestLimits;
import io.printmaster.agent.send.RetryPolicy;
import io.printmaster.agent.send.Retrying;
import io.printmaster.agent.send.ServerUrl;
import io.printmaster.agent.send.Sleeper;
import io.printmaster.agent.send.Trust;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.sqlite.SqliteVault;
import io.printmaster.agent.upload.Enrollment;
import io.printmaster.agent.upload.HeartbeatWorker;
import io.printmaster.agent.upload.Invitation;
import io.printmaster.agent.upload.Line;
import io.printmaster.agent.upload.UploadWorker;
import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.UploadHealth;
import io.printmaster.program.Secret;
import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.run.ServerProgram;
import io.printmaster.wire.Heartbeat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// An agent's line to a real server with SQLite, both in this process, over real TLS.
final class BenchSite implements AutoCloseable {
    private static final String JOIN = "bench-join-token-0123456789abcdef";
    private static final AgentId AGENT = new AgentId("agent-bench");

    private final ServerProgram server;
    private final SqliteVault vault;
    private final Line line;
    private final HeartbeatWorker heartbeats;
    final UploadWorker uploads;

    private BenchSite(ServerProgram server, SqliteVault vault, DeviceStore store, Clock clock, Trust trust) {
        this.server = server;
        this.vault = vault;
        SecureRandom random = new SecureRandom();
        Pace pace = new Pace(clock, System::nanoTime, Sleeper.REAL, random);
        RequestLimits limits = RequestLimits.DEFAULT;
        Enrollment enrollment =
                new Enrollment(vault, AGENT, Enrollment.Fixed.NOTHING, () -> AgentFacts.NONE, pace, limits);
        this.line = new Line(
                enrollment,
                new Retrying(RetryPolicy.SEED, pace),
                new Breaker(pace.nanos(), Duration.ofMinutes(1), random),
                pace,
                limits);
        this.uploads = new UploadWorker(
                line, store, new UploadWorker.Limits(500, 900_000), Duration.ofMinutes(5), pace, () -> {});
        ServerUrl url = ServerUrl.parse("https://127.0.0.1:" + server.port(), false);
        Invitation invitation = new Invitation.ByToken(url, new Secret(JOIN), trust);
        this.heartbeats = new HeartbeatWorker(
                line, () -> Optional.of(invitation), () -> heartbeat(clock), Duration.ofMinutes(1), pace, () -> {});
    }

    static Heartbeat heartbeat(Clock clock) {
        UploadHealth health = new UploadHealth(0, 0, 0, "closed", "memory", "", Map.of());
        return HeartbeatWorker.active(
                AGENT, clock.instant(), new HeartbeatWorker.Report("", AgentFacts.NONE, 1_000, health));
    }

    /// Starts both and joins.
    ///
    /// @param directory for the server's data; empty
    static BenchSite start(Path directory, DeviceStore store, Clock clock) throws Exception {
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
        ServerProgram server = ServerProgram.start(config, Clock.systemUTC(), new SecureRandom());
        Trust trust = new Trust.Pinned(Files.readString(directory.resolve("tls").resolve("ca.pem")));
        BenchSite site = new BenchSite(server, SqliteVault.inMemory(new SecureRandom()), store, clock, trust);
        site.heartbeats.round();
        return site;
    }

    @Override
    public void close() {
        line.close();
        server.close();
        vault.close();
    }
}
