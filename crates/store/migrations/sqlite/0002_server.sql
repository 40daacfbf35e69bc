-- A job that came in a language of its own is found by its name there; one that was deleted there is kept, and its name is free.
ALTER TABLE jobs ADD COLUMN asked_kind TEXT;
ALTER TABLE jobs ADD COLUMN asked_name TEXT;
ALTER TABLE jobs ADD COLUMN hidden_ms INTEGER;
CREATE UNIQUE INDEX jobs_asked ON jobs (asked_kind, lower(asked_name)) WHERE asked_kind IS NOT NULL AND hidden_ms IS NULL;
CREATE INDEX jobs_created ON jobs (asked_kind, created_ms);
CREATE INDEX jobs_unfinished ON jobs (id) WHERE status IN ('in-progress', 'stopping');

-- Trials that are training jobs have names of their own.
ALTER TABLE trials ADD COLUMN name TEXT;
ALTER TABLE trials ADD COLUMN run_status TEXT NOT NULL DEFAULT 'queued';
ALTER TABLE trials ADD COLUMN updated_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE trials ADD COLUMN hidden_ms INTEGER;
UPDATE trials SET run_status = status, updated_ms = coalesce(ended_ms, started_ms, suggested_ms);
CREATE INDEX trials_name ON trials (lower(name)) WHERE name IS NOT NULL AND hidden_ms IS NULL;
CREATE INDEX trials_suggested ON trials (suggested_ms) WHERE name IS NOT NULL;

-- What a face keeps besides jobs: tags, roles, models.
CREATE TABLE documents (
    kind       TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    updated_ms INTEGER NOT NULL,
    body       TEXT    NOT NULL,
    PRIMARY KEY (kind, name)
) WITHOUT ROWID;
