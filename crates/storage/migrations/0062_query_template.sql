-- Texts that queries begin with; `texts` holds one for each language (JSON).
CREATE TABLE query_template (
  id {text} NOT NULL PRIMARY KEY,
  name {text} NOT NULL,
  texts {text} NOT NULL,
  saved_at {int} NOT NULL,
  saved_by {text} NOT NULL
) {strict};
