package io.printmaster.agent.run;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.send.Breaker;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.RequestLimits;
import io.printmaster.agent.send.RetryPolicy;
import io.printmaster.agent.send.Retrying;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.upload.Enrollment;
import io.printmaster.agent.upload.Line;
import io.printmaster.agent.upload.UploadWorker;
import io.printmaster.model.AgentFacts;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The way to the server as configured: the line, and what brings the queue over it. Sends nothing by itself.
final class Uplink implements AutoCloseable {
    private static final Duration PROBE_EVERY = Duration.ofMinutes(1);

    private final AgentSettings settings;
    private final Map<String, String> environment;
    private final Pace pace;
    private final Line line;

    Uplink(AgentSettings settings, Map<String, String> environment, Home home, Pace pace, SecureRandom random) {
        this.settings = settings;
        this.environment = environment;
        this.pace = pace;
        RequestLimits limits = Settings.limits(settings.upload());
        Enrollment enrollment = new Enrollment(
                home.vault(),
                home.agentId(settings.server(), environment, random),
                Invitations.fixed(settings.server()),
                this::facts,
                pace,
                limits);
        RetryPolicy policy = new RetryPolicy(
                settings.upload().retry().attempts(), settings.upload().retry().backoff());
        this.line = new Line(
                enrollment, new Retrying(policy, pace), new Breaker(pace.nanos(), PROBE_EVERY, random), pace, limits);
        line.exchangeTokenAfter(settings.server().tokenMaxAge());
    }

    Line line() {
        return line;
    }

    /// @param serverWentAway called when a round ended because the server does not answer
    UploadWorker uploads(DeviceStore store, Runnable serverWentAway) {
        return new UploadWorker(
                line,
                store,
                new UploadWorker.Limits(
                        settings.upload().maxBatchRecords(), settings.upload().maxBatchBytes()),
                settings.upload().interval(),
                pace,
                serverWentAway);
    }

    /// What this machine says of itself to the server.
    AgentFacts facts() {
        return Facts.read(environment, line.server().map(url -> url.base()).or(this::configuredServer));
    }

    private Optional<URI> configuredServer() {
        return settings.server().url();
    }

    @Override
    public void close() {
        line.close();
    }
}
