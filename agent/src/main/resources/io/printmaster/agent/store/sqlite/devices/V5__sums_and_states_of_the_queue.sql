-- Of a device record: its status and errors. A newer record that tells others does not replace it.
ALTER TABLE outbox ADD COLUMN state TEXT;
DROP INDEX outbox_device;
CREATE INDEX outbox_device ON outbox (printer_key, id) WHERE kind = 'device' AND parked_at IS NULL;

-- Device records have numbers of their own, all below 0: they come and go, and would leave holes among the samples that
-- stay; and each kind is read in order without an index.
UPDATE outbox SET id = id - 1099511627776 WHERE kind = 'device';
DROP INDEX outbox_waiting;

-- What the queue comes to, so that nobody has to count a long one. Triggers, because there are many ways into and out
-- of it.
CREATE TABLE outbox_sums (
    kind TEXT NOT NULL,
    parked INTEGER NOT NULL,
    records INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    last_device INTEGER NOT NULL DEFAULT -1099511627776,
    PRIMARY KEY (kind, parked)
) STRICT, WITHOUT ROWID;
INSERT INTO outbox_sums (kind, parked, records, bytes)
    VALUES ('device', 0, 0, 0), ('device', 1, 0, 0), ('metrics', 0, 0, 0), ('metrics', 1, 0, 0);
UPDATE outbox_sums SET last_device =
    coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'outbox'), 0) - 1099511627776;
UPDATE outbox_sums SET
    records = (SELECT count(*) FROM outbox o
               WHERE o.kind = outbox_sums.kind AND (o.parked_at IS NOT NULL) = outbox_sums.parked),
    bytes = (SELECT coalesce(sum(length(o.payload)), 0) FROM outbox o
             WHERE o.kind = outbox_sums.kind AND (o.parked_at IS NOT NULL) = outbox_sums.parked);

CREATE TRIGGER outbox_added AFTER INSERT ON outbox BEGIN
    UPDATE outbox_sums SET records = records + 1, bytes = bytes + length(new.payload),
        last_device = max(last_device, iif(new.kind = 'device', new.id, last_device))
    WHERE kind = new.kind AND parked = (new.parked_at IS NOT NULL);
END;

CREATE TRIGGER outbox_gone AFTER DELETE ON outbox BEGIN
    UPDATE outbox_sums SET records = records - 1, bytes = bytes - length(old.payload)
    WHERE kind = old.kind AND parked = (old.parked_at IS NOT NULL);
END;

CREATE TRIGGER outbox_changed AFTER UPDATE OF parked_at, payload ON outbox BEGIN
    UPDATE outbox_sums SET records = records - 1, bytes = bytes - length(old.payload)
    WHERE kind = old.kind AND parked = (old.parked_at IS NOT NULL);
    UPDATE outbox_sums SET records = records + 1, bytes = bytes + length(new.payload)
    WHERE kind = new.kind AND parked = (new.parked_at IS NOT NULL);
END;

PRAGMA user_version = 5;
