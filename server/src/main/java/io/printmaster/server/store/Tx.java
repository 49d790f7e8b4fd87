package io.printmaster.server.store;

/// The tables, within one transaction. Valid only inside the block it was lent to, on that block's thread.
public interface Tx {
    Tenants tenants();

    Agents agents();

    AgentUploads agentUploads();

    AgentTokens agentTokens();

    JoinTokens joinTokens();

    PendingAgents pendingAgents();

    Users users();

    Sessions sessions();

    Devices devices();

    SupplyQueries supplies();

    Metrics metrics();

    Batches batches();

    Commands commands();

    Channels channels();

    Leases leases();

    Audit audit();
}
