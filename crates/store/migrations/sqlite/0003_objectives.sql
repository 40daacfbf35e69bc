-- With several objectives there is a front in place of one best trial.
ALTER TABLE jobs ADD COLUMN front TEXT NOT NULL DEFAULT '[]';

-- What the model expected of a trial, and whether it meets what is required.
ALTER TABLE trials ADD COLUMN expected TEXT;
ALTER TABLE trials ADD COLUMN meets INTEGER NOT NULL DEFAULT 0;
UPDATE trials SET meets = 1 WHERE objective IS NOT NULL;
