package io.printmaster.agent.config;

/// Everything an agent can be told, checked and complete. Immutable; made by [ConfigLoader].
public record AgentSettings(
        ServerSettings server,
        UploadSettings upload,
        DiscoverySettings discovery,
        SnmpSettings snmp,
        StorageSettings storage,
        LoggingSettings logging,
        WebSettings web) {}
