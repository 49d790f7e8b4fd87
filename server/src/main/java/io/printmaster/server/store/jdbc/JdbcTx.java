package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.AgentTokens;
import io.printmaster.server.store.AgentUploads;
import io.printmaster.server.store.Agents;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.Batches;
import io.printmaster.server.store.Channels;
import io.printmaster.server.store.Commands;
import io.printmaster.server.store.Devices;
import io.printmaster.server.store.JoinTokens;
import io.printmaster.server.store.Leases;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.PendingAgents;
import io.printmaster.server.store.Sessions;
import io.printmaster.server.store.SupplyQueries;
import io.printmaster.server.store.Tenants;
import io.printmaster.server.store.Tx;
import io.printmaster.server.store.Users;
import java.util.random.RandomGenerator;

/// The tables of one connection.
record JdbcTx(
        Tenants tenants,
        Agents agents,
        AgentUploads agentUploads,
        AgentTokens agentTokens,
        JoinTokens joinTokens,
        PendingAgents pendingAgents,
        Users users,
        Sessions sessions,
        Devices devices,
        SupplyQueries supplies,
        Metrics metrics,
        Batches batches,
        Commands commands,
        Channels channels,
        Leases leases,
        Audit audit)
        implements Tx {

    JdbcTx(Sql sql, RandomGenerator random) {
        this(
                new JdbcTenants(sql),
                new JdbcAgents(sql),
                new JdbcAgentUploads(sql),
                new JdbcAgentTokens(sql),
                new JdbcJoinTokens(sql),
                new JdbcPendingAgents(sql),
                new JdbcUsers(sql),
                new JdbcSessions(sql),
                new JdbcDevices(sql),
                new JdbcSupplies(sql),
                new JdbcMetrics(sql),
                new JdbcBatches(sql),
                new JdbcCommands(sql),
                new JdbcChannels(sql),
                new JdbcLeases(sql),
                new JdbcAudit(sql, random));
    }
}
