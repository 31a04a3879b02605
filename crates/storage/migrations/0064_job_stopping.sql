-- Whether a job is to end: whoever is at it ends behind the piece that is under way.
ALTER TABLE job ADD COLUMN stopping {int} NOT NULL DEFAULT 0;
