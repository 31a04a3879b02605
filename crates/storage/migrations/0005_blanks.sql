-- Official blank templates that the operator uploaded, kept by their hash; the file as base64.

CREATE TABLE blank (
  id {text} NOT NULL PRIMARY KEY,
  version {text} NOT NULL,
  language {text} NOT NULL,
  file {text} NOT NULL,
  size {int} NOT NULL,
  uploaded_at {int} NOT NULL,
  uploaded_by {text} NOT NULL,
  bytes {text} NOT NULL
) {strict};
CREATE INDEX blank_version ON blank (version, uploaded_at);
