-- What a report rests on, frozen: which answers, lists, rules and settings, and the figures that follow from them.

-- The company's own side, version by version: its products with the metals in them, and what it answers for itself.
CREATE TABLE own_data (
  version {int} NOT NULL PRIMARY KEY,
  document {text} NOT NULL,
  saved_at {int} NOT NULL,
  saved_by {text} NOT NULL
) {strict};

CREATE TABLE snapshot (
  id {text} NOT NULL PRIMARY KEY,
  name {text} NOT NULL,
  year {int} NOT NULL,
  -- Answers count that came in before this moment; `zone` is the offset in which people named it, as `+01:00`.
  cutoff_at {int} NOT NULL,
  zone {text} NOT NULL,
  taken_at {int} NOT NULL,
  taken_by {text} NOT NULL,
  -- The snapshot as JSON, and its SHA-256.
  document {text} NOT NULL,
  hash {text} NOT NULL
) {strict};

-- The texts of a report, version by version; `kind` says of which report.
CREATE TABLE report_text (
  snapshot_id {text} NOT NULL REFERENCES snapshot (id),
  kind {text} NOT NULL,
  version {int} NOT NULL,
  document {text} NOT NULL,
  saved_at {int} NOT NULL,
  saved_by {text} NOT NULL,
  PRIMARY KEY (snapshot_id, kind, version)
) {strict};

-- What was really filed or published: the file as base64, with the day and the place where it stands.
CREATE TABLE publication (
  id {text} NOT NULL PRIMARY KEY,
  snapshot_id {text} NOT NULL REFERENCES snapshot (id),
  file {text} NOT NULL,
  hash {text} NOT NULL,
  published_on {text} NOT NULL,
  address {text} NOT NULL,
  note {text} NOT NULL,
  size {int} NOT NULL,
  kept_at {int} NOT NULL,
  kept_by {text} NOT NULL,
  bytes {text} NOT NULL
) {strict};
CREATE INDEX publication_snapshot ON publication (snapshot_id, published_on);

--@ sqlite
CREATE TRIGGER own_data_no_update BEFORE UPDATE ON own_data
BEGIN SELECT RAISE(ABORT, 'versions of the own data are immutable'); END;
CREATE TRIGGER snapshot_no_update BEFORE UPDATE ON snapshot
BEGIN SELECT RAISE(ABORT, 'a snapshot is immutable'); END;
CREATE TRIGGER snapshot_no_delete BEFORE DELETE ON snapshot
BEGIN SELECT RAISE(ABORT, 'a snapshot is immutable'); END;
CREATE TRIGGER report_text_no_update BEFORE UPDATE ON report_text
BEGIN SELECT RAISE(ABORT, 'versions of a text are immutable'); END;
CREATE TRIGGER publication_no_update BEFORE UPDATE ON publication
BEGIN SELECT RAISE(ABORT, 'what was published is immutable'); END;

--@ postgres
CREATE TRIGGER own_data_no_update BEFORE UPDATE ON own_data
FOR EACH ROW EXECUTE FUNCTION touchstone_refuse();
CREATE TRIGGER snapshot_no_change BEFORE UPDATE OR DELETE ON snapshot
FOR EACH ROW EXECUTE FUNCTION touchstone_refuse();
CREATE TRIGGER report_text_no_update BEFORE UPDATE ON report_text
FOR EACH ROW EXECUTE FUNCTION touchstone_refuse();
CREATE TRIGGER publication_no_update BEFORE UPDATE ON publication
FOR EACH ROW EXECUTE FUNCTION touchstone_refuse();
