-- Names for the addresses of lists: a member's own, or the team's where nobody owns them.
CREATE TABLE saved_view (
  id {text} NOT NULL PRIMARY KEY,
  list {text} NOT NULL,
  name {text} NOT NULL,
  query {text} NOT NULL,
  owner {text},
  saved_at {int} NOT NULL,
  saved_by {text} NOT NULL
) {strict};
CREATE INDEX saved_view_owner ON saved_view (owner);
