-- How a campaign is reviewed (JSON): what may be left when declarations are accepted together, and whether a second member
-- confirms; and who has accepted what a second one has not confirmed yet.
ALTER TABLE campaign ADD COLUMN review {text} NOT NULL DEFAULT '{}';
ALTER TABLE request ADD COLUMN accepted_by {text} NOT NULL DEFAULT '';
