-- The supplies of each device's newest report, one row each, so that what must be shipped can be asked of the whole
-- fleet. urgency orders the work list: 0 empty or full, 1 low, 2 enough, 3 some left, 4 unknown; percent_order is the
-- percentage, or 101 when there is none.

CREATE TABLE device_supplies (
    tenant_id     TEXT NOT NULL,
    device_key    TEXT NOT NULL,
    supply_index  TEXT NOT NULL,
    name          TEXT NOT NULL,
    type          TEXT NOT NULL,
    color         TEXT NOT NULL,
    receptacle    INTEGER NOT NULL,
    state         TEXT NOT NULL,
    percent       INTEGER,
    part_number   TEXT NOT NULL,
    urgency       INTEGER NOT NULL,
    percent_order INTEGER NOT NULL,
    search_text   TEXT NOT NULL,
    PRIMARY KEY (tenant_id, device_key, supply_index),
    FOREIGN KEY (tenant_id, device_key) REFERENCES devices (tenant_id, device_key) ON DELETE CASCADE
);
CREATE INDEX device_supplies_by_urgency
    ON device_supplies (urgency, percent_order, tenant_id, device_key, supply_index);

-- A page of the list of devices is read in the order of its index, up to its last row and no further.
CREATE INDEX devices_by_model ON devices (LOWER(manufacturer || ' ' || model), tenant_id, device_key);
CREATE INDEX devices_by_serial ON devices (serial, tenant_id, device_key);
CREATE INDEX devices_by_status ON devices (status, tenant_id, device_key);
CREATE INDEX devices_by_ip ON devices (ip_order, tenant_id, device_key);
