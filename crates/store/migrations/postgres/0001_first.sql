-- The format that SQLite's files have after their fourth; words are compared byte by byte, as there.
CREATE TABLE jobs (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       TEXT COLLATE "C" NOT NULL UNIQUE,
    spec       TEXT   NOT NULL,
    status     TEXT COLLATE "C" NOT NULL,
    ending     TEXT,
    counters   TEXT   NOT NULL,
    best_trial BIGINT,
    best_value DOUBLE PRECISION,
    front      TEXT   NOT NULL DEFAULT '[]',
    created_ms BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL,
    run_ms     BIGINT NOT NULL,
    cost       DOUBLE PRECISION,
    asked_kind TEXT COLLATE "C",
    asked_name TEXT COLLATE "C",
    hidden_ms  BIGINT,
    -- The controller that may write it, and how often that changed; whether a server ever was.
    holder     TEXT COLLATE "C",
    term       BIGINT NOT NULL DEFAULT 0,
    served     BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX jobs_asked ON jobs (asked_kind, lower(asked_name)) WHERE asked_kind IS NOT NULL AND hidden_ms IS NULL;
CREATE INDEX jobs_created ON jobs (asked_kind, created_ms);
CREATE INDEX jobs_unfinished ON jobs (id) WHERE status IN ('in-progress', 'stopping');

CREATE TABLE events (
    job   BIGINT NOT NULL,
    seq   BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    body  TEXT   NOT NULL,
    PRIMARY KEY (job, seq)
);

CREATE TABLE trials (
    job           BIGINT NOT NULL,
    number        BIGINT NOT NULL,
    status        TEXT COLLATE "C" NOT NULL,
    params        TEXT   NOT NULL,
    origin        TEXT   NOT NULL,
    expected      TEXT,
    objective     DOUBLE PRECISION,
    meets         BIGINT NOT NULL DEFAULT 0,
    metric_values TEXT   NOT NULL,
    attempts      BIGINT NOT NULL,
    cause         TEXT,
    suggested_ms  BIGINT NOT NULL,
    started_ms    BIGINT,
    ended_ms      BIGINT,
    duration_ms   BIGINT NOT NULL,
    spent_ms      BIGINT NOT NULL DEFAULT 0,
    epochs        BIGINT NOT NULL,
    name          TEXT COLLATE "C",
    run_status    TEXT COLLATE "C" NOT NULL DEFAULT 'queued',
    updated_ms    BIGINT NOT NULL DEFAULT 0,
    hidden_ms     BIGINT,
    PRIMARY KEY (job, number)
);
CREATE INDEX trials_name ON trials (lower(name)) WHERE name IS NOT NULL AND hidden_ms IS NULL;
CREATE INDEX trials_suggested ON trials (suggested_ms) WHERE name IS NOT NULL;

-- A value that is no number (NaN) is stored as NULL.
CREATE TABLE points (
    job     BIGINT NOT NULL,
    trial   BIGINT NOT NULL,
    metric  BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    step    BIGINT NOT NULL,
    at_ms   BIGINT NOT NULL,
    line    BIGINT NOT NULL,
    value   DOUBLE PRECISION,
    PRIMARY KEY (job, trial, metric, attempt, step)
);

CREATE TABLE inbox (
    id    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job   BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    body  TEXT   NOT NULL
);

CREATE TABLE documents (
    kind       TEXT COLLATE "C" NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    updated_ms BIGINT NOT NULL,
    body       TEXT   NOT NULL,
    PRIMARY KEY (kind, name)
);

-- Who runs jobs. Whoever has not been seen for a while is taken to be dead, by the clock of the database alone; on the same
-- machine it can be known at once.
CREATE TABLE controllers (
    id      TEXT COLLATE "C" PRIMARY KEY,
    note    TEXT        NOT NULL,
    machine TEXT COLLATE "C",
    pid     BIGINT      NOT NULL,
    url     TEXT,
    serves  BIGINT      NOT NULL,
    joined  TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    seen    TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()
);

-- Those that are taken to be alive; LEASE in leases.rs says the same.
CREATE VIEW alive AS SELECT * FROM controllers WHERE seen > clock_timestamp() - interval '6 seconds';

-- What one of the servers does for all.
CREATE TABLE duties (
    name   TEXT COLLATE "C" PRIMARY KEY,
    holder TEXT COLLATE "C" NOT NULL
);

-- The one function that the statements need and PostgreSQL calls otherwise.
CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT strpos($1, $2)';
