-- What submissions say, as rows: answers, the rows of their tables, and each smelter once as somebody called it. They follow
-- from the documents, which alone are evidence, are written with them and can be made anew (`touchstone rebuild`).

-- Which submissions have their rows, and in which shape.
CREATE TABLE declared (
  request_id {text} NOT NULL,
  number {int} NOT NULL,
  shape {int} NOT NULL,
  PRIMARY KEY (request_id, number)
) {keyed};

CREATE TABLE declared_answer (
  request_id {text} NOT NULL,
  number {int} NOT NULL,
  -- The key of the question.
  field {text} NOT NULL,
  value {text} NOT NULL,
  PRIMARY KEY (request_id, number, field)
) {keyed};

-- `kind` is the key of the table, `line` the number that people see, `row_id` the row's name in the document, `cells` what
-- stands in its columns, as JSON; `reported` is set where the row calls a smelter something.
CREATE TABLE declared_row (
  request_id {text} NOT NULL,
  number {int} NOT NULL,
  kind {text} NOT NULL,
  line {int} NOT NULL,
  row_id {text} NOT NULL,
  reported {text} NOT NULL,
  cells {text} NOT NULL,
  PRIMARY KEY (request_id, number, kind, line)
) {keyed};
CREATE INDEX declared_row_reported ON declared_row (reported, request_id, number) WHERE reported <> '';

-- A smelter as somebody called it: `id` is drawn from all that was written, `name_key` is empty where there is no name.
CREATE TABLE reported_smelter (
  id {text} NOT NULL PRIMARY KEY,
  metal {text} NOT NULL,
  name_key {text} NOT NULL,
  typed {text} NOT NULL
) {keyed};
