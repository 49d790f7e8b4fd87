-- Which server process does a piece of background work. renewal grows each time the holder says that it lives: others
-- watch whether it grows, by their own clocks, so that no clock needs to agree with another.
CREATE TABLE leases (
    name    TEXT NOT NULL PRIMARY KEY,
    holder  TEXT NOT NULL,
    renewal BIGINT NOT NULL
);
