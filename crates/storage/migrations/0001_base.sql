-- The first schema. One source for both databases: {int} and {text} are column types, {strict} and {keyed} are what
-- SQLite wants behind a table; lines behind `--@ sqlite` or `--@ postgres` are for that database alone.
-- Never edit a released file: add the next number.

CREATE TABLE setting (
  name {text} NOT NULL PRIMARY KEY,
  document {text} NOT NULL
) {strict};

CREATE TABLE setup_token (
  hash {text} NOT NULL PRIMARY KEY,
  created_at {int} NOT NULL
) {strict};

CREATE TABLE member (
  id {text} NOT NULL PRIMARY KEY,
  email {text} NOT NULL,
  name {text} NOT NULL,
  role {text} NOT NULL,
  password_hash {text} NOT NULL,
  created_at {int} NOT NULL,
  disabled_at {int}
) {strict};
CREATE UNIQUE INDEX member_email ON member (email);

CREATE TABLE supplier (
  id {text} NOT NULL PRIMARY KEY,
  version {int} NOT NULL,
  reference {text} NOT NULL,
  name {text} NOT NULL,
  relationship {text} NOT NULL,
  via {text} NOT NULL,
  contact_name {text} NOT NULL,
  email {text} NOT NULL,
  language {text} NOT NULL,
  country {text} NOT NULL,
  spend_share {int},
  parts {text} NOT NULL,
  retired_at {int},
  mail_problem {text},
  created_at {int} NOT NULL,
  -- The name in lower case: the order of lists.
  name_key {text} NOT NULL,
  -- Name, reference and address in lower case, one a line: what is searched.
  search {text} NOT NULL
) {strict};
CREATE UNIQUE INDEX supplier_reference ON supplier (reference) WHERE reference <> '';
CREATE INDEX supplier_active ON supplier (name_key, id) WHERE retired_at IS NULL;
CREATE INDEX supplier_retired ON supplier (name_key, id) WHERE retired_at IS NOT NULL;

CREATE TABLE import_batch (
  id {text} NOT NULL PRIMARY KEY,
  member_id {text} NOT NULL,
  document {text} NOT NULL,
  created_at {int} NOT NULL
) {strict};

CREATE TABLE campaign (
  id {text} NOT NULL PRIMARY KEY,
  version {int} NOT NULL,
  name {text} NOT NULL,
  year {int} NOT NULL,
  products {text} NOT NULL,
  template_version {text} NOT NULL,
  accepted_versions {text} NOT NULL,
  due {text} NOT NULL,
  cutoff {text} NOT NULL,
  state {text} NOT NULL,
  words {text} NOT NULL,
  reminders {text} NOT NULL,
  created_at {int} NOT NULL,
  launched_at {int}
) {strict};

CREATE TABLE request (
  id {text} NOT NULL PRIMARY KEY,
  version {int} NOT NULL,
  campaign_id {text} NOT NULL REFERENCES campaign (id),
  supplier_id {text} NOT NULL REFERENCES supplier (id),
  state {text} NOT NULL,
  state_at {int} NOT NULL,
  changed_at {int} NOT NULL,
  invited_at {int},
  opened_at {int},
  submitted_at {int},
  submissions {int} NOT NULL,
  errors {int} NOT NULL,
  warnings {int} NOT NULL,
  reminders {int} NOT NULL,
  next_reminder_at {int},
  snoozed_until {int},
  last_section {text} NOT NULL,
  reason {text} NOT NULL,
  proposed_contact {text} NOT NULL,
  -- Copies of the supplier's, so that lists are ordered and searched without a join.
  name_key {text} NOT NULL,
  search {text} NOT NULL
) {strict};
CREATE UNIQUE INDEX request_supplier ON request (supplier_id, campaign_id);
CREATE INDEX request_count ON request (campaign_id, state);
CREATE INDEX request_by_name ON request (state, name_key, id, campaign_id);
CREATE INDEX request_by_state_at ON request (state, state_at, id, campaign_id);
CREATE INDEX request_by_changed_at ON request (state, changed_at, id, campaign_id);
CREATE INDEX request_reminder ON request (next_reminder_at, id) WHERE next_reminder_at IS NOT NULL;

CREATE TABLE session (
  hash {text} NOT NULL PRIMARY KEY,
  member_id {text} REFERENCES member (id),
  request_id {text} REFERENCES request (id),
  created_at {int} NOT NULL,
  seen_at {int} NOT NULL,
  expires_at {int} NOT NULL,
  CHECK ((member_id IS NULL) <> (request_id IS NULL))
) {strict};
CREATE INDEX session_member ON session (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX session_request ON session (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE throttle (
  name {text} NOT NULL PRIMARY KEY,
  window_start {int} NOT NULL,
  tries {int} NOT NULL,
  expires_at {int} NOT NULL
) {strict};
CREATE INDEX throttle_expiry ON throttle (expires_at);

CREATE TABLE access_link (
  id {text} NOT NULL PRIMARY KEY,
  hash {text} NOT NULL,
  request_id {text} NOT NULL REFERENCES request (id),
  created_at {int} NOT NULL,
  expires_at {int} NOT NULL,
  revoked_at {int}
) {strict};
CREATE UNIQUE INDEX access_link_hash ON access_link (hash);
CREATE INDEX access_link_request ON access_link (request_id, created_at);

CREATE TABLE draft (
  request_id {text} NOT NULL PRIMARY KEY REFERENCES request (id),
  revision {int} NOT NULL,
  saved_at {int} NOT NULL,
  -- Every revision above `sole_since` was written by `sole_origin`: a lone writer needs no look at other entries.
  sole_origin {text} NOT NULL,
  sole_since {int} NOT NULL
) {keyed};

-- `value` is NULL where the entry was removed: others must learn of it.
CREATE TABLE draft_entry (
  request_id {text} NOT NULL,
  path {text} NOT NULL,
  value {text},
  revision {int} NOT NULL,
  origin {text} NOT NULL,
  PRIMARY KEY (request_id, path)
) {keyed};

CREATE TABLE submission (
  request_id {text} NOT NULL REFERENCES request (id),
  number {int} NOT NULL,
  document {text} NOT NULL,
  hash {text} NOT NULL,
  report {text} NOT NULL,
  rules_version {text} NOT NULL,
  submitted_at {int} NOT NULL,
  PRIMARY KEY (request_id, number)
) {strict};

CREATE TABLE review_query (
  id {text} NOT NULL PRIMARY KEY,
  request_id {text} NOT NULL REFERENCES request (id),
  submission {int} NOT NULL,
  location {text} NOT NULL,
  finding {text} NOT NULL,
  question {text} NOT NULL,
  old_value {text} NOT NULL,
  reply {text} NOT NULL,
  state {text} NOT NULL,
  member_id {text} NOT NULL,
  created_at {int} NOT NULL
) {strict};
CREATE INDEX review_query_request ON review_query (request_id, created_at, id);

CREATE TABLE outbox (
  id {text} NOT NULL PRIMARY KEY,
  mail_key {text} NOT NULL,
  kind {text} NOT NULL,
  request_id {text},
  supplier_id {text},
  link_id {text},
  recipient {text} NOT NULL,
  language {text} NOT NULL,
  fields {text} NOT NULL,
  send_at {int} NOT NULL,
  state {text} NOT NULL,
  attempts {int} NOT NULL,
  in_doubt {int} NOT NULL,
  error {text},
  created_at {int} NOT NULL,
  sent_at {int},
  -- When somebody may take it: `send_at` or the retry while it waits, the end of the lease while it is being sent,
  -- NULL when it is done.
  due_at {int}
) {strict};
CREATE UNIQUE INDEX outbox_key ON outbox (mail_key);
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX outbox_recent ON outbox (created_at, id);
CREATE INDEX outbox_supplier ON outbox (supplier_id, created_at, id);

CREATE TABLE log_entry (
  seq {int} NOT NULL PRIMARY KEY,
  actor {text} NOT NULL,
  action {text} NOT NULL,
  object {text} NOT NULL,
  detail {text} NOT NULL,
  happened_at {int} NOT NULL,
  previous {text} NOT NULL,
  hash {text} NOT NULL
) {strict};
CREATE INDEX log_entry_object ON log_entry (object, seq);

CREATE TABLE log_head (
  id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
  seq {int} NOT NULL,
  hash {text} NOT NULL
) {strict};
INSERT INTO log_head (id, seq, hash) VALUES (1, 0, '');

CREATE TABLE reference_list (
  id {text} NOT NULL PRIMARY KEY,
  source {text} NOT NULL,
  as_of {text} NOT NULL,
  imported_at {int} NOT NULL,
  smelters {text} NOT NULL
) {strict};
CREATE INDEX reference_list_latest ON reference_list (as_of, imported_at);

-- One row that is rewritten to see whether the database takes writes.
CREATE TABLE heartbeat (
  id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
  beats {int} NOT NULL
) {strict};
INSERT INTO heartbeat (id, beats) VALUES (1, 0);

--@ sqlite
CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER submission_no_update BEFORE UPDATE ON submission
BEGIN SELECT RAISE(ABORT, 'submissions are immutable'); END;

--@ postgres
CREATE FUNCTION touchstone_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END
$$;
CREATE TRIGGER log_entry_no_change BEFORE UPDATE OR DELETE ON log_entry
FOR EACH ROW EXECUTE FUNCTION touchstone_refuse();
CREATE TRIGGER log_entry_no_truncate BEFORE TRUNCATE ON log_entry
FOR EACH STATEMENT EXECUTE FUNCTION touchstone_refuse();
CREATE TRIGGER submission_no_update BEFORE UPDATE ON submission
FOR EACH ROW EXECUTE FUNCTION touchstone_refuse();
