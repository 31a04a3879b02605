-- What the team notes about a supplier or one of its requests, for itself alone. A change is a further version, and so is a
-- removal, whose text is blank: what stood there before is kept.
CREATE TABLE note (
  id {text} NOT NULL,
  version {int} NOT NULL,
  supplier_id {text} NOT NULL,
  request_id {text},
  text {text} NOT NULL,
  written_by {text} NOT NULL,
  written_at {int} NOT NULL,
  removed {int} NOT NULL,
  PRIMARY KEY (id, version)
) {strict};
CREATE INDEX note_supplier ON note (supplier_id, written_at);

-- Members whom notes name, until they have seen it.
CREATE TABLE note_mention (
  note_id {text} NOT NULL,
  member_id {text} NOT NULL,
  mentioned_at {int} NOT NULL,
  seen_at {int},
  PRIMARY KEY (note_id, member_id)
) {strict};
CREATE INDEX note_mention_open ON note_mention (member_id, mentioned_at) WHERE seen_at IS NULL;
