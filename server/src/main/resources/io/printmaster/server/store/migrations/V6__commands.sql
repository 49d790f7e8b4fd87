-- What people ask of agents. state: pending, sent, running, done, failed, expired.
CREATE TABLE commands (
    tenant_id   TEXT NOT NULL REFERENCES tenants (tenant_id),
    agent_id    TEXT NOT NULL REFERENCES agents (agent_id) ON DELETE CASCADE,
    command_id  TEXT NOT NULL,
    command     TEXT NOT NULL,
    args        TEXT NOT NULL,
    created_by  TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    expires_at  TEXT NOT NULL,
    state       TEXT NOT NULL,
    work_done   BIGINT NOT NULL,
    work_total  BIGINT NOT NULL,
    found       INTEGER NOT NULL,
    message     TEXT NOT NULL,
    result      TEXT NOT NULL,
    claimed_by  TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, command_id)
);
CREATE INDEX commands_by_state ON commands (state, tenant_id, agent_id);

-- Which server process holds the agent's live channel: the newest connection's row stands.
CREATE TABLE channels (
    tenant_id  TEXT NOT NULL REFERENCES tenants (tenant_id),
    agent_id   TEXT NOT NULL REFERENCES agents (agent_id) ON DELETE CASCADE,
    server_id  TEXT NOT NULL,
    channel_id TEXT NOT NULL,
    opened_at  TEXT NOT NULL,
    PRIMARY KEY (tenant_id, agent_id)
);
CREATE INDEX channels_by_time ON channels (opened_at);

-- What ended lately, so that the connection it was used for ends too.
CREATE INDEX agent_tokens_by_revocation ON agent_tokens (revoked_at);
