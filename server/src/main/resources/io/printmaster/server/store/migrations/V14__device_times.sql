-- What changes with every report and sample lies in one narrow row: each of them writes one row, and devices is written
-- only where something changed of what a device tells. reported_at is when the device was seen by the report that its
-- row shows, updated_at when that came; counters are those of the sample of meters_at, as name=count between blanks.
-- Of a device's owner, device_agents.last_reported may be up to an hour behind updated_at.
ALTER TABLE device_list ADD COLUMN first_seen TEXT NOT NULL DEFAULT '';
ALTER TABLE device_list ADD COLUMN reported_at TEXT NOT NULL DEFAULT '';
ALTER TABLE device_list ADD COLUMN updated_at TEXT NOT NULL DEFAULT '';
ALTER TABLE device_list ADD COLUMN shape TEXT NOT NULL DEFAULT '';
ALTER TABLE device_list ADD COLUMN counters TEXT NOT NULL DEFAULT '';

UPDATE device_list SET (first_seen, reported_at, updated_at) = (
    SELECT d.first_seen, d.reported_at, d.updated_at FROM devices d
    WHERE d.tenant_id = device_list.tenant_id AND d.device_key = device_list.device_key);
UPDATE device_list SET counters = COALESCE((
    SELECT COALESCE('total=' || m.total || ' ', '') || COALESCE('mono=' || m.mono || ' ', '')
        || COALESCE('color=' || m.color || ' ', '') || COALESCE('copy=' || m.copy || ' ', '')
        || COALESCE('print=' || m.print || ' ', '') || COALESCE('scan=' || m.scan || ' ', '')
        || COALESCE('fax_in=' || m.fax_in || ' ', '') || COALESCE('fax_out=' || m.fax_out || ' ', '')
        || COALESCE('duplex=' || m.duplex || ' ', '') || COALESCE('large_format=' || m.large_format || ' ', '')
        || m.other_counters
    FROM metrics m WHERE m.tenant_id = device_list.tenant_id AND m.device_key = device_list.device_key
        AND m.sampled_at = device_list.meters_at), '');

ALTER TABLE devices DROP COLUMN total_pages;
ALTER TABLE devices DROP COLUMN meters_at;
ALTER TABLE devices DROP COLUMN first_seen;
ALTER TABLE devices DROP COLUMN last_seen;
ALTER TABLE devices DROP COLUMN reported_at;
ALTER TABLE devices DROP COLUMN updated_at;
ALTER TABLE devices DROP COLUMN shape;
