-- Every smelter that was reported, once, as lists and team place it, with how many name it: what the area of smelters lists,
-- filters, sorts and counts. It follows from submissions, lists and decisions, and can be made anew (`touchstone rebuild`).

-- `entry` is empty where a smelter was not placed yet, and '-' where what was written names none.
ALTER TABLE reported_smelter ADD COLUMN entry {text} NOT NULL DEFAULT '';
CREATE INDEX reported_smelter_entry ON reported_smelter (entry, id);

-- `cid` is empty where no list says which smelter is meant; `class` and `terms` likewise. The keys order and find: name, metal
-- and name, country and name; `search` holds what a search looks in.
CREATE TABLE smelter_entry (
  id {text} NOT NULL PRIMARY KEY,
  cid {text} NOT NULL,
  metal {text} NOT NULL,
  name {text} NOT NULL,
  country {text} NOT NULL,
  class {text} NOT NULL,
  terms {text} NOT NULL,
  name_key {text} NOT NULL,
  metal_key {text} NOT NULL,
  country_key {text} NOT NULL,
  search {text} NOT NULL,
  suppliers {int} NOT NULL,
  declarations {int} NOT NULL
) {keyed};
CREATE INDEX smelter_entry_name ON smelter_entry (name_key, id) WHERE declarations > 0;
CREATE INDEX smelter_entry_metal ON smelter_entry (metal_key, id) WHERE declarations > 0;
CREATE INDEX smelter_entry_country ON smelter_entry (country_key, id) WHERE declarations > 0;
CREATE INDEX smelter_entry_suppliers ON smelter_entry (suppliers, id) WHERE declarations > 0;
CREATE INDEX smelter_entry_of_metal ON smelter_entry (metal, name_key, id) WHERE declarations > 0;
CREATE INDEX smelter_entry_of_class ON smelter_entry (class, name_key, id) WHERE declarations > 0;
CREATE INDEX smelter_entry_of_country ON smelter_entry (country, name_key, id) WHERE declarations > 0;

-- Which requests name it in their last submission, as long as they count.
CREATE TABLE entry_request (
  entry {text} NOT NULL,
  request_id {text} NOT NULL,
  supplier_id {text} NOT NULL,
  PRIMARY KEY (entry, request_id)
) {keyed};
CREATE INDEX entry_request_request ON entry_request (request_id, entry);
CREATE INDEX entry_request_supplier ON entry_request (entry, supplier_id);

-- By which lists and decisions, and of which day: one row.
CREATE TABLE smelter_placed (
  one {int} NOT NULL PRIMARY KEY,
  stamp {text} NOT NULL
) {keyed};
