-- How large a draft is, counted as it is saved, so that many small saves cannot make it larger than it may be.

ALTER TABLE draft ADD COLUMN bytes {int} NOT NULL DEFAULT 0;
ALTER TABLE draft ADD COLUMN entries {int} NOT NULL DEFAULT 0;
ALTER TABLE draft ADD COLUMN smelters {int} NOT NULL DEFAULT 0;
ALTER TABLE draft ADD COLUMN products {int} NOT NULL DEFAULT 0;

UPDATE draft SET
  bytes = (SELECT coalesce(sum(octet_length(path) + octet_length(coalesce(value, ''))), 0) FROM draft_entry e
           WHERE e.request_id = draft.request_id),
  entries = (SELECT count(*) FROM draft_entry e WHERE e.request_id = draft.request_id),
  smelters = (SELECT count(*) FROM draft_entry e
              WHERE e.request_id = draft.request_id AND value IS NOT NULL AND path LIKE 'smelter:%'),
  products = (SELECT count(*) FROM draft_entry e
              WHERE e.request_id = draft.request_id AND value IS NOT NULL AND path LIKE 'product:%');
