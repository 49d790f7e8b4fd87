-- An agent's token that was asked for in place of another one names that one until its first use, which ends it. An admin
-- who wants an agent to exchange its token says so at a time: every token that is older is to be exchanged.
ALTER TABLE agent_tokens ADD COLUMN replaces TEXT NOT NULL DEFAULT '';
ALTER TABLE agents ADD COLUMN rotation_asked_at TEXT;
