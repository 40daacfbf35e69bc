CREATE TABLE jobs (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,
    spec       TEXT    NOT NULL,
    status     TEXT    NOT NULL,
    ending     TEXT,
    counters   TEXT    NOT NULL,
    best_trial INTEGER,
    best_value REAL,
    created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    run_ms     INTEGER NOT NULL
);

CREATE TABLE events (
    job   INTEGER NOT NULL,
    seq   INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    body  TEXT    NOT NULL,
    PRIMARY KEY (job, seq)
) WITHOUT ROWID;

CREATE TABLE trials (
    job          INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    status       TEXT    NOT NULL,
    params       TEXT    NOT NULL,
    origin       TEXT    NOT NULL,
    objective    REAL,
    metric_values TEXT   NOT NULL,
    attempts     INTEGER NOT NULL,
    cause        TEXT,
    suggested_ms INTEGER NOT NULL,
    started_ms   INTEGER,
    ended_ms     INTEGER,
    duration_ms  INTEGER NOT NULL,
    epochs       INTEGER NOT NULL,
    PRIMARY KEY (job, number)
) WITHOUT ROWID;

-- A value that is no number (NaN) is stored as NULL.
CREATE TABLE points (
    job     INTEGER NOT NULL,
    trial   INTEGER NOT NULL,
    metric  INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    step    INTEGER NOT NULL,
    at_ms   INTEGER NOT NULL,
    line    INTEGER NOT NULL,
    value   REAL,
    PRIMARY KEY (job, trial, metric, attempt, step)
) WITHOUT ROWID;

CREATE TABLE inbox (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    job   INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    body  TEXT    NOT NULL
);
