-- When the server last acknowledged the device record; null if never.
ALTER TABLE devices ADD COLUMN last_uploaded INTEGER;

-- The time of the sample that was queued last, and what it said, to tell whether the next one says anything new.
ALTER TABLE devices ADD COLUMN last_sample_at INTEGER;
ALTER TABLE devices ADD COLUMN last_sample_values TEXT;

PRAGMA user_version = 3;
