-- How often each rule finds something in the last submission of each request: follows from submissions and judgements, and
-- is written with them.
CREATE TABLE judged_finding (
  request_id {text} NOT NULL,
  code {text} NOT NULL,
  findings {int} NOT NULL,
  PRIMARY KEY (request_id, code)
) {keyed};
CREATE INDEX judged_finding_code ON judged_finding (code, request_id);

-- Of what is there: the last judgement of a submission counts, else the one with which it came in.
--@ sqlite
WITH last AS (
  SELECT s.request_id, coalesce(g.report, s.report) AS report, coalesce(g.review, s.review) AS review
  FROM judged j JOIN submission s ON s.request_id = j.request_id AND s.number = j.number
  LEFT JOIN judgement g ON g.request_id = j.request_id AND g.number = j.number AND g.at =
    (SELECT max(a.at) FROM judgement a WHERE a.request_id = j.request_id AND a.number = j.number)
)
INSERT INTO judged_finding (request_id, code, findings)
SELECT request_id, code, count(*) FROM (
  SELECT l.request_id, json_extract(f.value, '$.code') AS code FROM last l, json_each(l.report, '$.findings') f
  UNION ALL
  SELECT l.request_id, json_extract(f.value, '$.code') AS code FROM last l, json_each(l.review) f
) GROUP BY request_id, code;

--@ postgres
INSERT INTO judged_finding (request_id, code, findings)
SELECT l.request_id, f.value ->> 'code', count(*)
FROM (
  SELECT s.request_id, coalesce(g.report, s.report) AS report, coalesce(g.review, s.review) AS review
  FROM judged j JOIN submission s ON s.request_id = j.request_id AND s.number = j.number
  LEFT JOIN judgement g ON g.request_id = j.request_id AND g.number = j.number AND g.at =
    (SELECT max(a.at) FROM judgement a WHERE a.request_id = j.request_id AND a.number = j.number)
) l, jsonb_array_elements((l.report::jsonb -> 'findings') || l.review::jsonb) f
GROUP BY 1, 2;

--@ both
-- Updates to senior management, version by version; the one that is signed is the last.
CREATE TABLE management_update (
  id {text} NOT NULL,
  version {int} NOT NULL,
  -- What it rests on: a campaign as it stands, or a snapshot of it.
  campaign_id {text} NOT NULL,
  snapshot_id {text},
  -- The words, and once it is signed the figures, as JSON.
  document {text} NOT NULL,
  saved_at {int} NOT NULL,
  saved_by {text} NOT NULL,
  signed_at {int},
  PRIMARY KEY (id, version)
) {strict};
CREATE INDEX management_update_campaign ON management_update (campaign_id, saved_at);

--@ sqlite
CREATE TRIGGER management_update_no_update BEFORE UPDATE ON management_update
BEGIN SELECT RAISE(ABORT, 'versions of an update are immutable'); END;
CREATE TRIGGER management_update_no_delete BEFORE DELETE ON management_update
BEGIN SELECT RAISE(ABORT, 'versions of an update are immutable'); END;
CREATE TRIGGER management_update_signed BEFORE INSERT ON management_update
WHEN EXISTS (SELECT 1 FROM management_update WHERE id = NEW.id AND signed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'an update that is signed is immutable'); END;

--@ postgres
CREATE TRIGGER management_update_no_change BEFORE UPDATE OR DELETE ON management_update
FOR EACH ROW EXECUTE FUNCTION touchstone_refuse();
CREATE FUNCTION touchstone_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM management_update WHERE id = NEW.id AND signed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'an update that is signed is immutable';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER management_update_signed BEFORE INSERT ON management_update
FOR EACH ROW EXECUTE FUNCTION touchstone_signed();
