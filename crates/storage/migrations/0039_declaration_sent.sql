-- Declarations of the company that left: to whom in the team's words, on which day, of which snapshot, with the hash of the file
-- and the declaration itself as JSON, so that the next one can say what changed.
CREATE TABLE declaration_sent (
  id {text} NOT NULL PRIMARY KEY,
  snapshot_id {text} NOT NULL REFERENCES snapshot (id),
  recipient {text} NOT NULL,
  sent_on {text} NOT NULL,
  file {text} NOT NULL,
  hash {text} NOT NULL,
  document {text} NOT NULL,
  noted_at {int} NOT NULL,
  noted_by {text} NOT NULL
) {strict};
CREATE INDEX declaration_sent_day ON declaration_sent (sent_on, noted_at);

-- Why a supplier is important, and why it is not asked; blank where neither.
ALTER TABLE supplier ADD COLUMN important {text} NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN excluded {text} NOT NULL DEFAULT '';

--@ sqlite
CREATE TRIGGER declaration_sent_no_update BEFORE UPDATE ON declaration_sent
BEGIN SELECT RAISE(ABORT, 'what was sent is immutable'); END;
CREATE TRIGGER declaration_sent_no_delete BEFORE DELETE ON declaration_sent
BEGIN SELECT RAISE(ABORT, 'what was sent is immutable'); END;

--@ postgres
CREATE TRIGGER declaration_sent_no_change BEFORE UPDATE OR DELETE ON declaration_sent
FOR EACH ROW EXECUTE FUNCTION touchstone_refuse();
