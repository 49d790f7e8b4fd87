package io.printmaster.model;

/// What an agent says of itself when it registers and in its heartbeats. An empty text or a 0 says "not told" and
/// never wipes what is known.
///
/// @param runtime language runtime with version, such as `java 25.0.1` or `go1.24`
public record AgentFacts(
        String name,
        String version,
        String protocolVersion,
        String hostname,
        String ip,
        String platform,
        String osVersion,
        String architecture,
        String buildType,
        String gitCommit,
        String runtime,
        int cpus,
        long memoryMb) {

    /// Nothing told.
    public static final AgentFacts NONE = new AgentFacts("", "", "", "", "", "", "", "", "", "", "", 0, 0);

    /// Cleans every text.
    public AgentFacts {
        name = Text.clean(name, 120);
        version = Text.clean(version, 60);
        protocolVersion = Text.clean(protocolVersion, 20);
        hostname = Text.clean(hostname, 255);
        ip = Text.clean(ip, 60);
        platform = Text.clean(platform, 60);
        osVersion = Text.clean(osVersion, 120);
        architecture = Text.clean(architecture, 40);
        buildType = Text.clean(buildType, 40);
        gitCommit = Text.clean(gitCommit, 60);
        runtime = Text.clean(runtime, 60);
        cpus = Math.max(0, cpus);
        memoryMb = Math.max(0, memoryMb);
    }
}
