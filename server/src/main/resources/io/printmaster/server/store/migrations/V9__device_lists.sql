-- What the lists of devices filter, sort and count by, apart from the wide rows of devices, and written only where
-- something changed. class is status, in error and to ship in one number (DeviceClass), so that every combination of
-- these filters is a few ranges of each index, in the order of the list. supply_order and pages_order are
-- 9223372036854775807 where nothing is known. words is what the search finds a device by, '' while it is not made.

CREATE TABLE device_list (
    tenant_id    TEXT NOT NULL,
    device_key   TEXT NOT NULL,
    agent_id     TEXT NOT NULL,
    class        INTEGER NOT NULL,
    model_order  TEXT NOT NULL,
    serial       TEXT NOT NULL,
    status       TEXT NOT NULL,
    ip_order     TEXT NOT NULL,
    supply_order BIGINT NOT NULL,
    pages_order  BIGINT NOT NULL,
    last_seen    TEXT NOT NULL,
    meters_at    TEXT NOT NULL,
    meters_day   TEXT NOT NULL,
    words        TEXT NOT NULL,
    PRIMARY KEY (tenant_id, device_key),
    FOREIGN KEY (tenant_id, device_key) REFERENCES devices (tenant_id, device_key) ON DELETE CASCADE
);

-- Of each device the words in device_list.words; one index only, because a fleet has millions of them.
CREATE TABLE device_words (
    word       TEXT NOT NULL,
    tenant_id  TEXT NOT NULL,
    device_key TEXT NOT NULL,
    PRIMARY KEY (word, tenant_id, device_key)
);

-- How many devices of each class an agent owns and sees.
CREATE TABLE device_counts (
    tenant_id TEXT NOT NULL,
    agent_id  TEXT NOT NULL,
    class     INTEGER NOT NULL,
    owned     BIGINT NOT NULL,
    seen      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, class)
);
CREATE INDEX device_counts_by_class ON device_counts (class, tenant_id, owned);

INSERT INTO device_list (tenant_id, device_key, agent_id, class, model_order, serial, status, ip_order, supply_order,
    pages_order, last_seen, meters_at, meters_day, words)
SELECT tenant_id, device_key, agent_id,
    4 * CASE status WHEN 'idle' THEN 0 WHEN 'printing' THEN 1 WHEN 'warmup' THEN 2 WHEN 'warning' THEN 3
        WHEN 'down' THEN 4 WHEN 'offline' THEN 5 ELSE 6 END + 2 * in_error + supplies_low,
    LOWER(manufacturer || ' ' || model), serial, status, ip_order,
    COALESCE(lowest_percent, 9223372036854775807), COALESCE(total_pages, 9223372036854775807),
    last_seen, COALESCE(meters_at, ''), SUBSTR(COALESCE(meters_at, ''), 1, 10), ''
FROM devices;

INSERT INTO device_counts (tenant_id, agent_id, class, owned, seen)
SELECT tenant_id, agent_id, class, SUM(owned), SUM(seen) FROM (
    SELECT tenant_id, agent_id, class, 1 AS owned, 0 AS seen FROM device_list
    UNION ALL
    SELECT a.tenant_id, a.agent_id, l.class, 0, 1 FROM device_agents a
    JOIN device_list l ON l.tenant_id = a.tenant_id AND l.device_key = a.device_key) AS listed
GROUP BY tenant_id, agent_id, class;

CREATE INDEX device_list_by_model ON device_list (class, model_order, tenant_id, device_key);
CREATE INDEX device_list_by_serial ON device_list (class, serial, tenant_id, device_key);
CREATE INDEX device_list_by_status ON device_list (class, status, tenant_id, device_key);
CREATE INDEX device_list_by_ip ON device_list (class, ip_order, tenant_id, device_key);
CREATE INDEX device_list_by_supply ON device_list (class, supply_order, tenant_id, device_key);
CREATE INDEX device_list_by_pages ON device_list (class, pages_order, tenant_id, device_key);
CREATE INDEX device_list_by_last_seen ON device_list (class, last_seen, tenant_id, device_key);
CREATE INDEX device_list_by_meters ON device_list (meters_day, class, tenant_id, device_key);

-- Each was written anew with every report.
DROP INDEX devices_by_model;
DROP INDEX devices_by_serial;
DROP INDEX devices_by_status;
DROP INDEX devices_by_ip;
DROP INDEX devices_by_last_seen;

-- Supplies of some states are counted without their rows.
CREATE INDEX device_supplies_by_state ON device_supplies (state, urgency, tenant_id, device_key);
