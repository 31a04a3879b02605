-- Rows of a draft are counted by the key of their table, as JSON: which tables there are, templates say.

ALTER TABLE draft ADD COLUMN row_counts {text} NOT NULL DEFAULT '{}';
UPDATE draft SET row_counts = '{"smelter":' || smelters || ',"product":' || products || '}';
ALTER TABLE draft DROP COLUMN smelters;
ALTER TABLE draft DROP COLUMN products;
