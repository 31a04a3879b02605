-- Whose a mail is while it is being sent, what stands in its way, and whether the queue waits.

ALTER TABLE outbox ADD COLUMN lease {int} NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN problem {text} NOT NULL DEFAULT '';
CREATE INDEX outbox_problem ON outbox (problem, state) WHERE problem <> '';

CREATE TABLE mail_stop (
  id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
  kind {text} NOT NULL,
  refusals {int} NOT NULL,
  said {text} NOT NULL,
  since {int} NOT NULL,
  pauses {int} NOT NULL,
  paused_until {int},
  probe {text} NOT NULL
) {strict};
INSERT INTO mail_stop (id, kind, refusals, said, since, pauses, paused_until, probe) VALUES (1, '', 0, '', 0, 0, NULL, '');

-- Until now refusals that were no fault of the address were held against it. The words of that time tell them apart.
UPDATE outbox SET problem = 'address' WHERE state = 'failed'
  AND (error LIKE '%The address does not take mail%' OR error LIKE '%is no e-mail address%'
       OR error LIKE '%SMTPUTF8%' OR error LIKE '%5.1.1 %');
UPDATE outbox SET problem = 'other' WHERE state = 'failed' AND problem = '';
UPDATE supplier SET mail_problem = NULL, version = version + 1 WHERE mail_problem IS NOT NULL
  AND mail_problem NOT LIKE '%The address does not take mail%' AND mail_problem NOT LIKE '%is no e-mail address%'
  AND mail_problem NOT LIKE '%SMTPUTF8%' AND mail_problem NOT LIKE '%5.1.1 %';
