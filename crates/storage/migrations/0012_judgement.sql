-- Submissions judged anew when lists, a profile or the rules have changed: beside their first judgement, dated.

CREATE TABLE judgement (
  request_id {text} NOT NULL,
  number {int} NOT NULL,
  at {int} NOT NULL,
  cause {text} NOT NULL,
  report {text} NOT NULL,
  review {text} NOT NULL,
  rules_version {text} NOT NULL,
  more {int} NOT NULL,
  fewer {int} NOT NULL,
  PRIMARY KEY (request_id, number, at)
) {keyed};
CREATE INDEX judgement_cause ON judgement (cause, at);

-- What the last submission of each request was judged by last, and how many findings a reviewer sees.
CREATE TABLE judged (
  request_id {text} NOT NULL PRIMARY KEY,
  number {int} NOT NULL,
  judged_by {text} NOT NULL,
  findings {int} NOT NULL
) {keyed};
