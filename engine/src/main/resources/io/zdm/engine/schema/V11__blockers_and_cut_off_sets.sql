-- For which lock or transactions the owner waits, and who is in the way: for status, from elsewhere.
ALTER TABLE zdm.owner ADD COLUMN blocked text;
COMMENT ON COLUMN zdm.owner.blocked IS 'what the owner waits for, and who is in the way; NULL where nobody is';
