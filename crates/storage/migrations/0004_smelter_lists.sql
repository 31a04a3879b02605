-- Smelter lists of several kinds, kept beside each other, each with its terms; retired ones stay on record.

ALTER TABLE reference_list RENAME COLUMN smelters TO body;
ALTER TABLE reference_list ADD COLUMN kind {text} NOT NULL DEFAULT 'reference';
ALTER TABLE reference_list ADD COLUMN licence {text} NOT NULL DEFAULT '';
ALTER TABLE reference_list ADD COLUMN imported_by {text} NOT NULL DEFAULT '';
ALTER TABLE reference_list ADD COLUMN size {int} NOT NULL DEFAULT 0;
ALTER TABLE reference_list ADD COLUMN noise {int} NOT NULL DEFAULT 0;
ALTER TABLE reference_list ADD COLUMN hash {text} NOT NULL DEFAULT '';
ALTER TABLE reference_list ADD COLUMN retired_at {int};
ALTER TABLE reference_list ADD COLUMN retired_why {text} NOT NULL DEFAULT '';

--@ sqlite
UPDATE reference_list SET size = json_array_length(body);
--@ postgres
UPDATE reference_list SET size = json_array_length(body::json);
--@ both
