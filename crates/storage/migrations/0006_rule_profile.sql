-- Versions of a campaign's rule profile, and how each submission was judged.

CREATE TABLE rule_profile (
  campaign_id {text} NOT NULL REFERENCES campaign (id),
  version {int} NOT NULL,
  profile {text} NOT NULL,
  member_id {text} NOT NULL,
  why {text} NOT NULL,
  switched_on_at {int} NOT NULL,
  PRIMARY KEY (campaign_id, version)
) {strict};

-- Submissions from before were judged by the built-in profile, and nothing was looked up besides.
ALTER TABLE submission ADD COLUMN profile_version {int} NOT NULL DEFAULT 0;
ALTER TABLE submission ADD COLUMN review {text} NOT NULL DEFAULT '[]';
ALTER TABLE submission ADD COLUMN smelters {text} NOT NULL DEFAULT '';
CREATE INDEX submission_smelters ON submission (smelters) WHERE smelters <> '';

--@ sqlite
CREATE TRIGGER rule_profile_no_update BEFORE UPDATE ON rule_profile
BEGIN SELECT RAISE(ABORT, 'versions of a rule profile are immutable'); END;

--@ postgres
CREATE TRIGGER rule_profile_no_update BEFORE UPDATE ON rule_profile
FOR EACH ROW EXECUTE FUNCTION touchstone_refuse();
