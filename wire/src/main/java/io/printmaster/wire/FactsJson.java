package io.printmaster.wire;

import io.printmaster.model.AgentFacts;
import tools.jackson.core.JsonGenerator;

/// The fields in which an agent tells what it is (WIRE, sections 2 and 3).
final class FactsJson {

    private FactsJson() {}

    static void write(AgentFacts facts, String versionField, JsonGenerator g) {
        Json.text(g, "name", facts.name());
        Json.text(g, versionField, facts.version());
        Json.text(g, "protocol_version", facts.protocolVersion());
        Json.text(g, "hostname", facts.hostname());
        Json.text(g, "ip", facts.ip());
        Json.text(g, "platform", facts.platform());
        Json.text(g, "os_version", facts.osVersion());
        Json.text(g, "architecture", facts.architecture());
        Json.text(g, "build_type", facts.buildType());
        Json.text(g, "git_commit", facts.gitCommit());
        Json.text(g, "java_version", facts.runtime());
        if (facts.cpus() > 0) {
            g.writeNumberProperty("num_cpu", facts.cpus());
        }
        if (facts.memoryMb() > 0) {
            g.writeNumberProperty("total_memory_mb", facts.memoryMb());
        }
    }

    static AgentFacts read(Fields f) throws BadRecordException {
        return new AgentFacts(
                f.text("name"),
                f.firstText("agent_version", "version"),
                f.text("protocol_version"),
                f.text("hostname"),
                f.text("ip"),
                f.text("platform"),
                f.text("os_version"),
                f.text("architecture"),
                f.text("build_type"),
                f.text("git_commit"),
                f.firstText("java_version", "go_version"),
                Math.clamp(f.integer("num_cpu", 0), 0, 1_000_000),
                f.integer("total_memory_mb", 0));
    }
}
