CREATE TABLE IF NOT EXISTS buckets (
    name       TEXT PRIMARY KEY,
    created_ms INTEGER NOT NULL
) WITHOUT ROWID;

-- Keys are bytes, so that their order is that of bytes and any of them is stored as it is.
CREATE TABLE IF NOT EXISTS objects (
    bucket      TEXT    NOT NULL,
    key         BLOB    NOT NULL,
    file        TEXT    NOT NULL,
    size        INTEGER NOT NULL,
    etag        TEXT    NOT NULL,
    modified_ms INTEGER NOT NULL,
    meta        TEXT    NOT NULL,
    PRIMARY KEY (bucket, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS objects_file ON objects (file);

CREATE TABLE IF NOT EXISTS uploads (
    id         TEXT PRIMARY KEY,
    bucket     TEXT    NOT NULL,
    key        BLOB    NOT NULL,
    created_ms INTEGER NOT NULL,
    meta       TEXT    NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS parts (
    upload      TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    file        TEXT    NOT NULL,
    size        INTEGER NOT NULL,
    etag        TEXT    NOT NULL,
    modified_ms INTEGER NOT NULL,
    checksums   TEXT    NOT NULL,
    PRIMARY KEY (upload, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS parts_file ON parts (file);

PRAGMA user_version = 1;
