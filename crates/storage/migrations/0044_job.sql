-- Long work, done in pieces by whichever process holds the lease. Of the open ones each key stands once; `due_at` says when one
-- may be taken (again), `lease` who took it last, `position` is the work's own word for where it goes on.
CREATE TABLE job (
  id {text} NOT NULL PRIMARY KEY,
  kind {text} NOT NULL,
  job_key {text} NOT NULL,
  argument {text} NOT NULL,
  position {text} NOT NULL,
  done {int} NOT NULL,
  total {int} NOT NULL,
  created_at {int} NOT NULL,
  created_by {text} NOT NULL,
  due_at {int},
  lease {int} NOT NULL,
  attempts {int} NOT NULL,
  error {text} NOT NULL,
  finished_at {int}
) {keyed};
CREATE UNIQUE INDEX job_open ON job (job_key) WHERE finished_at IS NULL;
CREATE INDEX job_due ON job (due_at, id) WHERE finished_at IS NULL;
CREATE INDEX job_latest ON job (kind, created_at);

-- Requests whose smelters are to be counted again, since one of them was placed otherwise.
CREATE TABLE smelter_recount (
  request_id {text} NOT NULL PRIMARY KEY
) {keyed};
