-- What trials have cost: the time of all their attempts, at the price of their job.
ALTER TABLE trials ADD COLUMN spent_ms INTEGER NOT NULL DEFAULT 0;
UPDATE trials SET spent_ms = duration_ms;
ALTER TABLE jobs ADD COLUMN cost REAL;
