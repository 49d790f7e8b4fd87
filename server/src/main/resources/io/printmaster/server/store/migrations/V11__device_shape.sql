-- What a report tells of a device but for its times, as three digests (names, state, supplies), and updated_at as it was
-- written with them: a report with the same digests changes none of the rows that lists and searches are read from, and
-- they are not even looked at. Where updated_at is another, somebody else wrote the row, and the digests do not count.
ALTER TABLE devices ADD COLUMN shape TEXT NOT NULL DEFAULT '';
