CREATE TABLE first (x INTEGER) STRICT;

PRAGMA user_version = 1;
