-- Lists say who may read them; how a source's files are read is remembered; and people say what a name means that is also in
-- a list of sanctions.

ALTER TABLE reference_list ADD COLUMN licence_class {text} NOT NULL DEFAULT 'member';

-- `header` is the header of the last file of that source, `columns` what its columns meant, both as JSON.
CREATE TABLE list_mapping (
  source {text} NOT NULL PRIMARY KEY,
  kind {text} NOT NULL,
  licence {text} NOT NULL,
  licence_class {text} NOT NULL,
  header {text} NOT NULL,
  columns {text} NOT NULL,
  saved_at {int} NOT NULL
) {keyed};

-- Nothing is overwritten: of one name and number the last row counts. `meant` is 1 where the same company is meant.
CREATE TABLE screening (
  id {text} NOT NULL PRIMARY KEY,
  number {text} NOT NULL,
  ours {text} NOT NULL,
  theirs {text} NOT NULL,
  meant {int} NOT NULL,
  note {text} NOT NULL,
  decided_at {int} NOT NULL,
  decided_by {text} NOT NULL
) {strict};
CREATE INDEX screening_name ON screening (ours, number, decided_at);
