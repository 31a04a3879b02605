-- Five roles where there were three. Rows of members are sealed as they were written, so that what a member is for stands in a
-- column of its own, `duty`; `role` keeps what was sealed, and holds the same again from the next change on.
-- Nobody loses anything: who reviewed also ran the survey, and who looked on also read the log.
ALTER TABLE member ADD COLUMN duty {text} NOT NULL DEFAULT '';
UPDATE member SET duty = CASE role WHEN 'reviewer' THEN 'campaign_manager' WHEN 'viewer' THEN 'auditor' ELSE role END;
