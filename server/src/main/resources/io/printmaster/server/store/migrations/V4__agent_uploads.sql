-- What each agent sent in each hour, for the chart on its page. Written in the same commit as the batch; hours beyond
-- the retention are forgotten. hour is the beginning of the hour, a time as everywhere.

CREATE TABLE agent_uploads (
    agent_id    TEXT NOT NULL REFERENCES agents (agent_id) ON DELETE CASCADE,
    hour        TEXT NOT NULL,
    uploads     BIGINT NOT NULL,
    records     BIGINT NOT NULL,
    wire_bytes  BIGINT NOT NULL,
    plain_bytes BIGINT NOT NULL,
    PRIMARY KEY (agent_id, hour)
);
CREATE INDEX agent_uploads_by_hour ON agent_uploads (hour, agent_id);
