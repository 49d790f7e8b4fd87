package io.printmaster.wire;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.UploadHealth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;

/// An agent says that it lives (WIRE, section 3). What is absent wipes nothing on the server.
///
/// @param agentId         as the body names it; the caller's token decides, never this
/// @param timestamp       the agent's clock, from which the server sees skew; empty when absent
/// @param status          `active`
/// @param settingsVersion change token of the settings in use; empty when none were pushed
/// @param jobs            how commands stand that the server could not be told of over the live channel
public record Heartbeat(
        Optional<AgentId> agentId,
        Optional<Instant> timestamp,
        String status,
        String settingsVersion,
        AgentFacts facts,
        OptionalInt deviceCount,
        Optional<UploadHealth> upload,
        List<JobReport> jobs) {
    private static final int MAX_JOBS = 100;

    /// Copies.
    public Heartbeat {
        jobs = List.copyOf(jobs);
    }

    /// One that tells of no commands.
    public Heartbeat(
            Optional<AgentId> agentId,
            Optional<Instant> timestamp,
            String status,
            String settingsVersion,
            AgentFacts facts,
            OptionalInt deviceCount,
            Optional<UploadHealth> upload) {
        this(agentId, timestamp, status, settingsVersion, facts, deviceCount, upload, List.of());
    }

    /// The same with what is to be told of commands.
    public Heartbeat with(List<JobReport> reports) {
        return new Heartbeat(agentId, timestamp, status, settingsVersion, facts, deviceCount, upload, reports);
    }

    /// The request's body.
    public byte[] toJson() {
        return Json.write(g -> {
            g.writeStartObject();
            write(g);
            g.writeEndObject();
        });
    }

    void write(JsonGenerator g) {
        agentId.ifPresent(id -> g.writeStringProperty("agent_id", id.value()));
        timestamp.ifPresent(at -> g.writeStringProperty("timestamp", Times.format(at)));
        g.writeStringProperty("status", status);
        Json.text(g, "settings_version", settingsVersion);
        FactsJson.write(facts, "version", g);
        deviceCount.ifPresent(count -> g.writeNumberProperty("device_count", count));
        upload.ifPresent(u -> UploadHealthJson.write(u, g));
        if (!jobs.isEmpty()) {
            g.writeArrayPropertyStart("jobs");
            for (JobReport job : jobs) {
                g.writeStartObject();
                job.write(g);
                g.writeEndObject();
            }
            g.writeEndArray();
        }
    }

    /// Reads the request.
    ///
    /// @throws WireException when it is malformed
    public static Heartbeat fromJson(byte[] json) throws WireException {
        return read(Json.object(json));
    }

    static Heartbeat read(Fields f) throws WireException {
        try {
            String agent = f.text("agent_id");
            String status = f.text("status");
            return new Heartbeat(
                    agent.isEmpty() ? Optional.empty() : Optional.of(new AgentId(agent)),
                    f.time("timestamp"),
                    status.isEmpty() ? "active" : status,
                    f.text("settings_version"),
                    FactsJson.read(f),
                    f.has("device_count")
                            ? OptionalInt.of(Math.clamp(f.integer("device_count", 0), 0, Integer.MAX_VALUE))
                            : OptionalInt.empty(),
                    upload(f),
                    jobs(f));
        } catch (BadRecordException | IllegalArgumentException e) {
            throw new WireException(WireException.Kind.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private static List<JobReport> jobs(Fields f) throws BadRecordException {
        List<JobReport> jobs = new ArrayList<>();
        for (Fields job : f.objects("jobs")) {
            if (jobs.size() == MAX_JOBS) {
                throw new BadRecordException("too_many_rows", "field jobs has more than " + MAX_JOBS + " entries");
            }
            jobs.add(JobReport.read(job));
        }
        return jobs;
    }

    private static Optional<UploadHealth> upload(Fields f) throws BadRecordException {
        Fields u = f.object("upload");
        if (u == null) {
            return Optional.empty();
        }
        return Optional.of(UploadHealthJson.read(u));
    }
}
