-- What the overview counts: people named by "not the right person", and suppliers whom no mail reaches.

CREATE INDEX request_proposed ON request (campaign_id, changed_at, id) WHERE proposed_contact <> '';
CREATE INDEX supplier_unreachable ON supplier (name_key, id) WHERE mail_problem IS NOT NULL;
