-- Portable SQL: SQLite and PostgreSQL run the same text. Times are UTC, RFC 3339 with milliseconds, 24 characters, so
-- that the order of the text is the order in time. 0 and 1 stand for no and yes.

CREATE TABLE tenants (
    tenant_id  TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE agents (
    agent_id           TEXT NOT NULL PRIMARY KEY,
    tenant_id          TEXT NOT NULL REFERENCES tenants (tenant_id),
    site               TEXT NOT NULL,
    name               TEXT NOT NULL,
    version            TEXT NOT NULL,
    protocol_version   TEXT NOT NULL,
    hostname           TEXT NOT NULL,
    ip                 TEXT NOT NULL,
    platform           TEXT NOT NULL,
    os_version         TEXT NOT NULL,
    architecture       TEXT NOT NULL,
    build_type         TEXT NOT NULL,
    git_commit         TEXT NOT NULL,
    runtime            TEXT NOT NULL,
    cpus               INTEGER NOT NULL,
    memory_mb          BIGINT NOT NULL,
    status             TEXT NOT NULL,
    address            TEXT NOT NULL,
    first_seen         TEXT NOT NULL,
    last_seen          TEXT NOT NULL,
    last_heartbeat     TEXT,
    last_device_sync   TEXT,
    last_metrics_sync  TEXT,
    device_count       INTEGER,
    upload_health      TEXT NOT NULL,
    clock_skew_seconds INTEGER,
    revoked_at         TEXT
);
CREATE INDEX agents_by_tenant ON agents (tenant_id, agent_id);

CREATE TABLE agent_tokens (
    token_id   TEXT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL,
    agent_id   TEXT NOT NULL REFERENCES agents (agent_id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    revoked_at TEXT
);
CREATE INDEX agent_tokens_by_agent ON agent_tokens (agent_id);

CREATE TABLE join_tokens (
    token_id   TEXT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL,
    tenant_id  TEXT NOT NULL REFERENCES tenants (tenant_id),
    site       TEXT NOT NULL,
    max_uses   INTEGER,
    uses       INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT
);

CREATE TABLE pending_agents (
    agent_id      TEXT NOT NULL PRIMARY KEY,
    tenant_id     TEXT NOT NULL REFERENCES tenants (tenant_id),
    join_token_id TEXT NOT NULL,
    name          TEXT NOT NULL,
    version       TEXT NOT NULL,
    hostname      TEXT NOT NULL,
    ip            TEXT NOT NULL,
    platform      TEXT NOT NULL,
    address       TEXT NOT NULL,
    requested_at  TEXT NOT NULL,
    approved_at   TEXT
);

CREATE TABLE users (
    user_id       TEXT NOT NULL PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE,
    role          TEXT NOT NULL,
    tenant_id     TEXT REFERENCES tenants (tenant_id),
    password_hash TEXT NOT NULL,
    must_change   INTEGER NOT NULL,
    disabled      INTEGER NOT NULL,
    created_at    TEXT NOT NULL,
    last_login    TEXT
);

CREATE TABLE sessions (
    session_id TEXT NOT NULL PRIMARY KEY,
    user_id    TEXT NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    last_used  TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    address    TEXT NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE devices (
    tenant_id       TEXT NOT NULL REFERENCES tenants (tenant_id),
    device_key      TEXT NOT NULL,
    agent_id        TEXT NOT NULL REFERENCES agents (agent_id),
    serial          TEXT NOT NULL,
    manufacturer    TEXT NOT NULL,
    model           TEXT NOT NULL,
    hostname        TEXT NOT NULL,
    ip              TEXT NOT NULL,
    ip_order        TEXT NOT NULL,
    mac             TEXT NOT NULL,
    location        TEXT NOT NULL,
    asset           TEXT NOT NULL,
    status          TEXT NOT NULL,
    errors          TEXT NOT NULL,
    in_error        INTEGER NOT NULL,
    lowest_percent  INTEGER,
    supplies_low    INTEGER NOT NULL,
    total_pages     BIGINT,
    meters_at       TEXT,
    first_seen      TEXT NOT NULL,
    last_seen       TEXT NOT NULL,
    updated_at      TEXT NOT NULL,
    search_text     TEXT NOT NULL,
    consumables     TEXT NOT NULL,
    status_messages TEXT NOT NULL,
    raw_data        TEXT NOT NULL,
    detail          TEXT NOT NULL,
    PRIMARY KEY (tenant_id, device_key)
);
CREATE INDEX devices_by_agent ON devices (agent_id);
CREATE INDEX devices_by_last_seen ON devices (tenant_id, last_seen);

CREATE TABLE device_agents (
    tenant_id      TEXT NOT NULL,
    device_key     TEXT NOT NULL,
    agent_id       TEXT NOT NULL REFERENCES agents (agent_id) ON DELETE CASCADE,
    serial         TEXT NOT NULL,
    first_reported TEXT NOT NULL,
    last_reported  TEXT NOT NULL,
    PRIMARY KEY (tenant_id, device_key, agent_id),
    FOREIGN KEY (tenant_id, device_key) REFERENCES devices (tenant_id, device_key) ON DELETE CASCADE
);
CREATE INDEX device_agents_by_serial ON device_agents (agent_id, serial);

CREATE TABLE metrics (
    tenant_id      TEXT NOT NULL,
    device_key     TEXT NOT NULL,
    sampled_at     TEXT NOT NULL,
    total          BIGINT,
    mono           BIGINT,
    color          BIGINT,
    copy           BIGINT,
    print          BIGINT,
    scan           BIGINT,
    fax_in         BIGINT,
    fax_out        BIGINT,
    duplex         BIGINT,
    large_format   BIGINT,
    other_counters TEXT NOT NULL,
    unit           TEXT NOT NULL,
    toner_levels   TEXT NOT NULL,
    supplies       TEXT NOT NULL,
    reset          INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, device_key, sampled_at),
    FOREIGN KEY (tenant_id, device_key) REFERENCES devices (tenant_id, device_key) ON DELETE CASCADE
);

CREATE TABLE batches (
    agent_id     TEXT NOT NULL REFERENCES agents (agent_id) ON DELETE CASCADE,
    batch_id     TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    receipt      TEXT NOT NULL,
    stored_at    TEXT NOT NULL,
    PRIMARY KEY (agent_id, batch_id)
);
CREATE INDEX batches_by_time ON batches (stored_at);

-- The first five columns are what people select; timestamp is `2025-11-03 14:32:15` in UTC. Rows outlive what they
-- tell of, so there are no foreign keys.
CREATE TABLE audit_log (
    timestamp  TEXT NOT NULL,
    agent_id   TEXT NOT NULL,
    action     TEXT NOT NULL,
    details    TEXT NOT NULL,
    ip_address TEXT NOT NULL,
    tenant_id  TEXT NOT NULL,
    actor      TEXT NOT NULL,
    id         TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_log_by_agent ON audit_log (agent_id, timestamp);
CREATE INDEX audit_log_by_time ON audit_log (timestamp);
