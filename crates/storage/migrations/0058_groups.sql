-- The groups that a supplier belongs to, as they are written, and beside them a row for each, by which lists are cut.
ALTER TABLE supplier ADD COLUMN groups {text} NOT NULL DEFAULT '';
CREATE TABLE supplier_group (
  group_key {text} NOT NULL,
  supplier_id {text} NOT NULL,
  name {text} NOT NULL,
  PRIMARY KEY (group_key, supplier_id)
) {keyed};
CREATE INDEX supplier_group_of ON supplier_group (supplier_id);
