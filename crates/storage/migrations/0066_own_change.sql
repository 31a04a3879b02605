-- A version of the company's own data is whole, or says what it changes in the one before: one product line of thousands is
-- a small row.
ALTER TABLE own_data ADD COLUMN whole {int} NOT NULL DEFAULT 1;
CREATE INDEX own_data_whole ON own_data (whole, version);
