ALTER TABLE shirts ALTER COLUMN team TYPE bigint, ALTER COLUMN no TYPE bigint;
ALTER TABLE captains ALTER COLUMN team TYPE bigint, ALTER COLUMN no TYPE bigint;
ALTER TABLE members ALTER COLUMN team TYPE bigint, ALTER COLUMN no TYPE bigint;
