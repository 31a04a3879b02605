-- Files at a request: what came by mail, and what either side attached. The bytes lie apart, by their hash. A file that was
-- removed leaves its row. `submission` is the one that was read from it; 0 for none.
CREATE TABLE kept_file (
  id {text} NOT NULL PRIMARY KEY,
  hash {text} NOT NULL,
  size {int} NOT NULL,
  name {text} NOT NULL,
  media {text} NOT NULL,
  kind {text} NOT NULL,
  request_id {text} NOT NULL,
  side {text} NOT NULL,
  put_by {text} NOT NULL,
  put_at {int} NOT NULL,
  shared {int} NOT NULL,
  channel {text} NOT NULL,
  sender {text} NOT NULL,
  received_on {text} NOT NULL,
  submission {int} NOT NULL,
  scanner {text} NOT NULL,
  scanned_at {int},
  removed_at {int},
  removed_by {text} NOT NULL
) {strict};
CREATE INDEX kept_file_request ON kept_file (request_id, put_at);
CREATE INDEX kept_file_hash ON kept_file (hash);

--@ postgres
-- The bytes; beside a SQLite database they are files in a folder.
CREATE TABLE file_piece (
  hash {text} NOT NULL,
  piece {int} NOT NULL,
  bytes BYTEA NOT NULL,
  put_at {int} NOT NULL,
  PRIMARY KEY (hash, piece)
);
--@ both
