-- What the team says about smelters: verdicts, and from where each takes its ore. Nothing is overwritten: of one smelter the
-- last row that holds on a day counts, and one that says nothing takes back what was said before.

-- `smelter` is a number or a name as it was typed, `smelter_key` what it is found by; `other` is the number of the smelter
-- that is meant instead. `verdict` is empty where earlier ones are taken back.
CREATE TABLE smelter_verdict (
  id {text} NOT NULL PRIMARY KEY,
  metal {text} NOT NULL,
  smelter {text} NOT NULL,
  smelter_key {text} NOT NULL,
  verdict {text} NOT NULL,
  other {text} NOT NULL,
  holds_from {text} NOT NULL,
  holds_to {text} NOT NULL,
  note {text} NOT NULL,
  decided_at {int} NOT NULL,
  decided_by {text} NOT NULL
) {strict};
CREATE INDEX smelter_verdict_key ON smelter_verdict (smelter_key, decided_at);

-- `countries` are ISO codes with commas between; `takes` is empty where earlier ones are taken back.
CREATE TABLE smelter_sourcing (
  id {text} NOT NULL PRIMARY KEY,
  cid {text} NOT NULL,
  takes {text} NOT NULL,
  countries {text} NOT NULL,
  licence_class {text} NOT NULL,
  source {text} NOT NULL,
  holds_from {text} NOT NULL,
  holds_to {text} NOT NULL,
  noted_at {int} NOT NULL,
  noted_by {text} NOT NULL
) {strict};
CREATE INDEX smelter_sourcing_cid ON smelter_sourcing (cid, noted_at);

--@ sqlite
CREATE TRIGGER smelter_verdict_no_update BEFORE UPDATE ON smelter_verdict
BEGIN SELECT RAISE(ABORT, 'a verdict is never changed'); END;
CREATE TRIGGER smelter_verdict_no_delete BEFORE DELETE ON smelter_verdict
BEGIN SELECT RAISE(ABORT, 'a verdict is never changed'); END;
CREATE TRIGGER smelter_sourcing_no_update BEFORE UPDATE ON smelter_sourcing
BEGIN SELECT RAISE(ABORT, 'what was said of origins is never changed'); END;
CREATE TRIGGER smelter_sourcing_no_delete BEFORE DELETE ON smelter_sourcing
BEGIN SELECT RAISE(ABORT, 'what was said of origins is never changed'); END;

--@ postgres
CREATE TRIGGER smelter_verdict_no_change BEFORE UPDATE OR DELETE ON smelter_verdict
FOR EACH ROW EXECUTE FUNCTION touchstone_refuse();
CREATE TRIGGER smelter_sourcing_no_change BEFORE UPDATE OR DELETE ON smelter_sourcing
FOR EACH ROW EXECUTE FUNCTION touchstone_refuse();
