-- What grows by the day is kept by the month, so that old months are dropped instead of deleted row by row. Reads and
-- writes are the same as without. The server makes the months' partitions ahead; _rest takes what belongs to no month
-- that has one.

ALTER TABLE metrics RENAME TO metrics_before;
CREATE TABLE metrics (LIKE metrics_before INCLUDING DEFAULTS) PARTITION BY RANGE (sampled_at);
CREATE TABLE metrics_rest PARTITION OF metrics DEFAULT;
INSERT INTO metrics SELECT * FROM metrics_before;
DROP TABLE metrics_before;
ALTER TABLE metrics ADD PRIMARY KEY (tenant_id, device_key, sampled_at);
ALTER TABLE metrics ADD FOREIGN KEY (tenant_id, device_key) REFERENCES devices (tenant_id, device_key) ON DELETE CASCADE;

ALTER TABLE audit_log RENAME TO audit_log_before;
CREATE TABLE audit_log (LIKE audit_log_before INCLUDING DEFAULTS) PARTITION BY RANGE (timestamp);
CREATE TABLE audit_log_rest PARTITION OF audit_log DEFAULT;
INSERT INTO audit_log SELECT * FROM audit_log_before;
DROP TABLE audit_log_before;
ALTER TABLE audit_log ADD PRIMARY KEY (tenant_id, id, timestamp);
CREATE INDEX audit_log_by_agent ON audit_log (agent_id, timestamp);
CREATE INDEX audit_log_by_time ON audit_log (timestamp);
