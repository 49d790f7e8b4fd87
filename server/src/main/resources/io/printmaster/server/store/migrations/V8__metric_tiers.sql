-- The history of counters and levels at three resolutions, made from the samples in metrics and kept longer than they
-- are. bucket is the first moment of the hour, day or month (UTC). total, mono and color are the counters at its end,
-- *_pages what was counted in it; counters has the same of every counter, as name=first:last:pages between blanks, with
-- first empty where the counter was last told before the bucket.

CREATE TABLE metric_hours (
    tenant_id   TEXT NOT NULL,
    device_key  TEXT NOT NULL,
    bucket      TEXT NOT NULL,
    first_at    TEXT NOT NULL,
    last_at     TEXT NOT NULL,
    samples     BIGINT NOT NULL,
    resets      BIGINT NOT NULL,
    unit        TEXT NOT NULL,
    total       BIGINT,
    mono        BIGINT,
    color       BIGINT,
    total_pages BIGINT NOT NULL,
    mono_pages  BIGINT NOT NULL,
    color_pages BIGINT NOT NULL,
    counters    TEXT NOT NULL,
    toner_last  TEXT NOT NULL,
    toner_min   TEXT NOT NULL,
    toner_at    TEXT,
    PRIMARY KEY (tenant_id, device_key, bucket),
    FOREIGN KEY (tenant_id, device_key) REFERENCES devices (tenant_id, device_key) ON DELETE CASCADE
);

CREATE TABLE metric_days (
    tenant_id   TEXT NOT NULL,
    device_key  TEXT NOT NULL,
    bucket      TEXT NOT NULL,
    first_at    TEXT NOT NULL,
    last_at     TEXT NOT NULL,
    samples     BIGINT NOT NULL,
    resets      BIGINT NOT NULL,
    unit        TEXT NOT NULL,
    total       BIGINT,
    mono        BIGINT,
    color       BIGINT,
    total_pages BIGINT NOT NULL,
    mono_pages  BIGINT NOT NULL,
    color_pages BIGINT NOT NULL,
    counters    TEXT NOT NULL,
    toner_last  TEXT NOT NULL,
    toner_min   TEXT NOT NULL,
    toner_at    TEXT,
    PRIMARY KEY (tenant_id, device_key, bucket),
    FOREIGN KEY (tenant_id, device_key) REFERENCES devices (tenant_id, device_key) ON DELETE CASCADE
);

CREATE TABLE metric_months (
    tenant_id   TEXT NOT NULL,
    device_key  TEXT NOT NULL,
    bucket      TEXT NOT NULL,
    first_at    TEXT NOT NULL,
    last_at     TEXT NOT NULL,
    samples     BIGINT NOT NULL,
    resets      BIGINT NOT NULL,
    unit        TEXT NOT NULL,
    total       BIGINT,
    mono        BIGINT,
    color       BIGINT,
    total_pages BIGINT NOT NULL,
    mono_pages  BIGINT NOT NULL,
    color_pages BIGINT NOT NULL,
    counters    TEXT NOT NULL,
    toner_last  TEXT NOT NULL,
    toner_min   TEXT NOT NULL,
    toner_at    TEXT,
    PRIMARY KEY (tenant_id, device_key, bucket),
    FOREIGN KEY (tenant_id, device_key) REFERENCES devices (tenant_id, device_key) ON DELETE CASCADE
);

-- Hours with samples that are in no tier yet, written in the commit of the samples; samples of such an hour are never
-- forgotten.
CREATE TABLE metric_dirty (
    tenant_id  TEXT NOT NULL,
    device_key TEXT NOT NULL,
    hour       TEXT NOT NULL,
    PRIMARY KEY (tenant_id, device_key, hour),
    FOREIGN KEY (tenant_id, device_key) REFERENCES devices (tenant_id, device_key) ON DELETE CASCADE
);
CREATE INDEX metric_dirty_by_hour ON metric_dirty (hour, tenant_id, device_key);

INSERT INTO metric_dirty (tenant_id, device_key, hour)
SELECT DISTINCT tenant_id, device_key, SUBSTR(sampled_at, 1, 13) || ':00:00.000Z' FROM metrics;
