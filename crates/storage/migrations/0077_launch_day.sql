-- The day on which a campaign launches by itself, and who wants that.
ALTER TABLE campaign ADD COLUMN launch_on {text};
ALTER TABLE campaign ADD COLUMN launch_by {text} NOT NULL DEFAULT '';
