-- The seal: one record for each piece of work that changed something worth proving, with a digest of every row that it
-- wrote; each record has a code that only the portal's secret can make, over itself and the record before.

CREATE TABLE seal (
  seq {int} NOT NULL PRIMARY KEY,
  sealed_at {int} NOT NULL,
  -- The schema under which rows were digested: columns that came later are not in these digests.
  shape {int} NOT NULL,
  -- Tells keys apart without showing them.
  key_name {text} NOT NULL,
  -- work, or why everything was sealed at once: adopted, renewed.
  kind {text} NOT NULL,
  body {text} NOT NULL,
  previous {text} NOT NULL,
  code {text} NOT NULL
) {strict};

ALTER TABLE log_head ADD COLUMN seal_seq {int} NOT NULL DEFAULT 0;
ALTER TABLE log_head ADD COLUMN seal_code {text} NOT NULL DEFAULT '';

--@ sqlite
CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal
BEGIN SELECT RAISE(ABORT, 'the seal is append-only'); END;
CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal
BEGIN SELECT RAISE(ABORT, 'the seal is append-only'); END;

--@ postgres
CREATE TRIGGER seal_no_change BEFORE UPDATE OR DELETE ON seal
FOR EACH ROW EXECUTE FUNCTION touchstone_refuse();
CREATE TRIGGER seal_no_truncate BEFORE TRUNCATE ON seal
FOR EACH STATEMENT EXECUTE FUNCTION touchstone_refuse();
--@ both
