ALTER TABLE t ADD COLUMN long_note text;
ALTER TABLE t ALTER COLUMN long_note SET DEFAULT 'none';
UPDATE t SET long_note = upper(note) || coalesce(n, 0);
