ALTER TABLE first ADD COLUMN y TEXT NOT NULL DEFAULT 'added';

PRAGMA user_version = 2;
