-- When the password of whoever is signed in was last asked for again; 0 where it was not since the sign-in.
ALTER TABLE session ADD COLUMN confirmed_at {int} NOT NULL DEFAULT 0;
