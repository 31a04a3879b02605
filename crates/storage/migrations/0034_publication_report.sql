-- Which report a published file is, and which version of its draft stood when it was kept; 0 before anybody wrote.
ALTER TABLE publication ADD COLUMN report {text} NOT NULL DEFAULT '';
ALTER TABLE publication ADD COLUMN draft_version {int} NOT NULL DEFAULT 0;

--@ sqlite
CREATE TRIGGER publication_no_delete BEFORE DELETE ON publication
BEGIN SELECT RAISE(ABORT, 'what was published is immutable'); END;

--@ postgres
CREATE TRIGGER publication_no_delete BEFORE DELETE ON publication
FOR EACH ROW EXECUTE FUNCTION touchstone_refuse();
