-- Telephone calls with a supplier about a request: what came of each. None is changed.
CREATE TABLE phone_call (
  id {text} NOT NULL PRIMARY KEY,
  supplier_id {text} NOT NULL,
  request_id {text} NOT NULL,
  called_on {text} NOT NULL,
  person {text} NOT NULL,
  outcome {text} NOT NULL,
  until {text},
  words {text} NOT NULL,
  noted_by {text} NOT NULL,
  noted_at {int} NOT NULL
) {strict};
CREATE INDEX phone_call_supplier ON phone_call (supplier_id, noted_at);
CREATE INDEX phone_call_request ON phone_call (request_id, noted_at);
