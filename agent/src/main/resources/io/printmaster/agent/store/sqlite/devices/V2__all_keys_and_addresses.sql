-- Everything that a printer was ever known by. One key may lead to several printers: the MAC of a print server.
CREATE TABLE device_keys (
    known_by TEXT NOT NULL,
    printer_key TEXT NOT NULL REFERENCES devices (printer_key) ON DELETE CASCADE,
    PRIMARY KEY (known_by, printer_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_keys_by_printer ON device_keys (printer_key);

-- What the readings kept so far tell. A key of a UUID or a MAC that identifies nothing is never asked for.
INSERT INTO device_keys (known_by, printer_key) SELECT printer_key, printer_key FROM devices;
INSERT OR IGNORE INTO device_keys (known_by, printer_key)
    SELECT 'uuid:' || lower(json_extract(detail, '$.uuid')), printer_key FROM devices
    WHERE json_valid(detail) AND json_extract(detail, '$.uuid') <> '';
INSERT OR IGNORE INTO device_keys (known_by, printer_key)
    SELECT 'mac:' || lower(json_extract(detail, '$.mac_address')), printer_key FROM devices
    WHERE json_valid(detail) AND json_extract(detail, '$.mac_address') <> '';

-- Further addresses at which a printer was read; hints as name=value, percent-encoded, joined by &.
CREATE TABLE device_addresses (
    printer_key TEXT NOT NULL REFERENCES devices (printer_key) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    address TEXT NOT NULL,
    port INTEGER NOT NULL,
    door TEXT NOT NULL,
    credential TEXT NOT NULL,
    sighted_at INTEGER NOT NULL,
    hints TEXT NOT NULL,
    PRIMARY KEY (printer_key, place)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 2;
