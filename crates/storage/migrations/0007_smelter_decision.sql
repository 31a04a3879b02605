-- What the team decided that a name means, for a metal: a smelter, or (with an empty number) none of the lists.
-- Nothing is overwritten: a decision ends by being revoked, or by the one that took its place.

CREATE TABLE smelter_decision (
  id {text} NOT NULL PRIMARY KEY,
  metal {text} NOT NULL,
  name {text} NOT NULL,
  name_key {text} NOT NULL,
  cid {text} NOT NULL,
  note {text} NOT NULL,
  decided_at {int} NOT NULL,
  decided_by {text} NOT NULL,
  ended_at {int},
  ended_by {text} NOT NULL DEFAULT '',
  ended_why {text} NOT NULL DEFAULT '',
  replaced_by {text} NOT NULL DEFAULT ''
) {strict};
-- Of one name there is one decision that stands.
CREATE UNIQUE INDEX smelter_decision_standing ON smelter_decision (metal, name_key) WHERE ended_at IS NULL;

--@ sqlite
CREATE TRIGGER smelter_decision_once BEFORE UPDATE ON smelter_decision
WHEN OLD.ended_at IS NOT NULL OR OLD.cid <> NEW.cid OR OLD.name <> NEW.name OR OLD.metal <> NEW.metal
BEGIN SELECT RAISE(ABORT, 'a decision is ended, never changed'); END;

--@ postgres
CREATE TRIGGER smelter_decision_once BEFORE UPDATE ON smelter_decision
FOR EACH ROW
WHEN (OLD.ended_at IS NOT NULL OR OLD.cid <> NEW.cid OR OLD.name <> NEW.name OR OLD.metal <> NEW.metal)
EXECUTE FUNCTION touchstone_refuse();
--@ both
