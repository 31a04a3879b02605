-- What of the survey a member works on; blank for everything.
ALTER TABLE member ADD COLUMN scope {text} NOT NULL DEFAULT '';
