-- Who of the team looks after a request.
ALTER TABLE request ADD COLUMN owner {text};
CREATE INDEX request_owner ON request (owner, state) WHERE owner IS NOT NULL;
