-- What is removed by the rule that suppliers are told.

-- A tombstone: what stood behind this request was removed, when, by which run and rule (months after the reporting year), and
-- how much of each kind (JSON).
CREATE TABLE removal (
  request_id {text} NOT NULL PRIMARY KEY,
  run_id {text} NOT NULL,
  removed_at {int} NOT NULL,
  months {int} NOT NULL,
  counts {text} NOT NULL
) {strict};

-- What is kept all the same. `scope` is all, campaign or supplier; `object_id` is blank where it is all.
CREATE TABLE legal_hold (
  id {text} NOT NULL PRIMARY KEY,
  scope {text} NOT NULL,
  object_id {text} NOT NULL,
  reason {text} NOT NULL,
  placed_at {int} NOT NULL,
  placed_by {text} NOT NULL,
  lifted_at {int},
  lifted_by {text} NOT NULL DEFAULT ''
) {strict};

-- `started_by` is who the log names: a member, the operator, the system.
CREATE TABLE retention_run (
  id {text} NOT NULL PRIMARY KEY,
  months {int} NOT NULL,
  started_at {int} NOT NULL,
  started_by {text} NOT NULL,
  counts {text} NOT NULL,
  finished_at {int}
) {strict};
CREATE INDEX retention_run_started ON retention_run (started_at);

-- The log stays append-only, but for one thing: the text of an entry may be removed, never changed. Its hash stays.
--@ sqlite
DROP TRIGGER IF EXISTS log_entry_no_update;
CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry
WHEN NEW.detail <> '{"removed":"retention"}' OR NEW.seq <> OLD.seq OR NEW.actor <> OLD.actor OR NEW.action <> OLD.action
  OR NEW.object <> OLD.object OR NEW.happened_at <> OLD.happened_at OR NEW.previous <> OLD.previous OR NEW.hash <> OLD.hash
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

--@ postgres
DROP TRIGGER IF EXISTS log_entry_no_change ON log_entry;
CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry
FOR EACH ROW EXECUTE FUNCTION touchstone_refuse();
CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry
FOR EACH ROW
WHEN (NEW.detail <> '{"removed":"retention"}' OR NEW.seq <> OLD.seq OR NEW.actor <> OLD.actor OR NEW.action <> OLD.action
  OR NEW.object <> OLD.object OR NEW.happened_at <> OLD.happened_at OR NEW.previous <> OLD.previous OR NEW.hash <> OLD.hash)
EXECUTE FUNCTION touchstone_refuse();
--@ both
