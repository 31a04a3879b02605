-- A second factor of a member: what the secret of its authenticator app is derived from (empty where it was taken away),
-- since when, the hashes of the recovery codes that are left (JSON), and the last step whose code was used.
CREATE TABLE second_factor (
  member_id {text} NOT NULL PRIMARY KEY,
  nonce {text} NOT NULL,
  since {int} NOT NULL,
  codes {text} NOT NULL,
  last_step {int} NOT NULL
) {keyed};

-- Where a session was begun and in what, for whoever looks at the own ones; and whether its second step is still to come.
ALTER TABLE session ADD COLUMN address {text} NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN browser {text} NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN awaits_code {int} NOT NULL DEFAULT 0;
