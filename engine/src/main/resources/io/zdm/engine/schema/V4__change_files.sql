-- Which change of which change file it is, so that what was applied once is known again.
ALTER TABLE zdm.change ADD COLUMN file text, ADD COLUMN file_entry integer;
CREATE INDEX change_file ON zdm.change (file, file_entry);
