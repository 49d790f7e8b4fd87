-- Times are milliseconds since 1970 in UTC.

-- The last state of every printer; detail is the wire's JSON of it.
CREATE TABLE devices (
    printer_key TEXT NOT NULL PRIMARY KEY,
    detail TEXT NOT NULL,
    last_seen INTEGER NOT NULL,
    last_queued INTEGER,
    address TEXT NOT NULL,
    port INTEGER NOT NULL,
    door TEXT NOT NULL,
    credential TEXT NOT NULL,
    sighted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the door said of it in passing.
CREATE TABLE device_hints (
    printer_key TEXT NOT NULL REFERENCES devices (printer_key) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (printer_key, name)
) STRICT, WITHOUT ROWID;

-- The newest sample of every printer; detail is the wire's JSON of it.
CREATE TABLE metrics (
    printer_key TEXT NOT NULL PRIMARY KEY REFERENCES devices (printer_key) ON DELETE CASCADE,
    sampled_at INTEGER NOT NULL,
    detail TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE scan_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    addresses INTEGER NOT NULL,
    found INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    cancelled INTEGER NOT NULL
) STRICT;

-- AUTOINCREMENT: an id is never used again, so a late receipt cannot take a newer record away.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('device', 'metrics')),
    printer_key TEXT NOT NULL,
    sampled_at INTEGER CHECK ((sampled_at IS NULL) = (kind = 'device')),
    queued_at INTEGER NOT NULL,
    payload BLOB NOT NULL,
    parked_at INTEGER,
    park_reason TEXT CHECK ((park_reason IS NULL) = (parked_at IS NULL))
) STRICT;

CREATE UNIQUE INDEX outbox_device ON outbox (printer_key) WHERE kind = 'device' AND parked_at IS NULL;
CREATE UNIQUE INDEX outbox_sample ON outbox (printer_key, sampled_at) WHERE kind = 'metrics';
CREATE INDEX outbox_waiting ON outbox (kind, id) WHERE parked_at IS NULL;
CREATE INDEX outbox_parked ON outbox (parked_at, id) WHERE parked_at IS NOT NULL;

-- What left the outbox, and how.
CREATE TABLE ledger (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    collected INTEGER NOT NULL DEFAULT 0,
    acknowledged INTEGER NOT NULL DEFAULT 0,
    coalesced INTEGER NOT NULL DEFAULT 0,
    dropped INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO ledger (id) VALUES (1);

PRAGMA user_version = 1;
