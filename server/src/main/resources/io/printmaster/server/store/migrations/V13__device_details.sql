-- What a device told in full lies apart from what changes with every report and sample, and is written only where
-- something of it changed: it holds no times. consumables, status_messages and raw_data only repeated it. reported_at is
-- when the device was seen by the report that its row shows; samples may have seen it later.
CREATE TABLE device_details (
    tenant_id  TEXT NOT NULL,
    device_key TEXT NOT NULL,
    detail     TEXT NOT NULL,
    PRIMARY KEY (tenant_id, device_key),
    FOREIGN KEY (tenant_id, device_key) REFERENCES devices (tenant_id, device_key) ON DELETE CASCADE
);
INSERT INTO device_details (tenant_id, device_key, detail) SELECT tenant_id, device_key, detail FROM devices;

ALTER TABLE devices DROP COLUMN consumables;
ALTER TABLE devices DROP COLUMN status_messages;
ALTER TABLE devices DROP COLUMN raw_data;
ALTER TABLE devices DROP COLUMN detail;
ALTER TABLE devices ADD COLUMN reported_at TEXT NOT NULL DEFAULT '';
UPDATE devices SET reported_at = last_seen;
