-- What a member fills in for a supplier that told it: by telephone, by post. `saved_at` is when it first wrote an answer;
-- `submission` is what came of it, 0 for none. Once it has ended, nobody writes by it.
CREATE TABLE team_entry (
  id {text} NOT NULL PRIMARY KEY,
  request_id {text} NOT NULL,
  member_id {text} NOT NULL,
  channel {text} NOT NULL,
  sender {text} NOT NULL,
  received_on {text} NOT NULL,
  begun_at {int} NOT NULL,
  saved_at {int},
  ended_at {int},
  submission {int} NOT NULL
) {strict};
CREATE INDEX team_entry_request ON team_entry (request_id, begun_at);
