CREATE TABLE t (id bigint PRIMARY KEY, v text);
INSERT INTO t SELECT g, 'v' || g FROM generate_series(1, 200) g;
CREATE FUNCTION norm(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.lower($1) $$;
CREATE UNIQUE INDEX "Norm, ed" ON t (norm(v) DESC NULLS LAST) INCLUDE (id) WHERE v <> 'none';
ALTER INDEX "Norm, ed" ALTER COLUMN 1 SET STATISTICS 321;
