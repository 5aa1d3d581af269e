ALTER TABLE t ALTER COLUMN doc TYPE jsonb USING doc::jsonb, ALTER COLUMN other TYPE jsonb;
