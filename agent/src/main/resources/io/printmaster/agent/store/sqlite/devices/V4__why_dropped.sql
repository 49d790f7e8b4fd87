-- Of the ledger's dropped records, how many for which reason. What was dropped before this version is in no line.
CREATE TABLE dropped (
    reason TEXT NOT NULL PRIMARY KEY,
    records INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 4;
