-- What a decision must have seen, why a supplier is out of scope, and where queries stood before a decision closed them.

-- The request's version after the last change that whoever decides must have seen; reminders do not count.
ALTER TABLE request ADD COLUMN acted {int} NOT NULL DEFAULT 0;
UPDATE request SET acted = version;
ALTER TABLE request ADD COLUMN scope_reason {text} NOT NULL DEFAULT '';
ALTER TABLE review_query ADD COLUMN was {text} NOT NULL DEFAULT '';
