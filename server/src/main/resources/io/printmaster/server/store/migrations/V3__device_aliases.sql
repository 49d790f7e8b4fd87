-- Keys under which an agent reported a device before it told a stronger one: what is still under way under such a key
-- belongs to the device. since is the time of the report that told the new key.
CREATE TABLE device_aliases (
    tenant_id  TEXT NOT NULL,
    agent_id   TEXT NOT NULL REFERENCES agents (agent_id) ON DELETE CASCADE,
    former_key TEXT NOT NULL,
    device_key TEXT NOT NULL,
    since      TEXT NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, former_key),
    FOREIGN KEY (tenant_id, device_key) REFERENCES devices (tenant_id, device_key) ON DELETE CASCADE
);
CREATE INDEX device_aliases_by_device ON device_aliases (tenant_id, device_key);
