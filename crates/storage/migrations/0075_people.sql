-- Besides the contact: its telephone, who answers where it does not, and who of the company buys there.
ALTER TABLE supplier ADD COLUMN phone {text} NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN second_name {text} NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN second_email {text} NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN second_phone {text} NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN second_language {text} NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN buyer_name {text} NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN buyer_email {text} NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN buyer_phone {text} NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN buyer_language {text} NOT NULL DEFAULT '';
