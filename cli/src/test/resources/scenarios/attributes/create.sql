CREATE TABLE t (id int PRIMARY KEY, v text, w int, x text NOT NULL);
INSERT INTO t SELECT g, 'v' || g, g, 'x' FROM generate_series(1, 200) g;
COMMENT ON TABLE t IS 'the table';
COMMENT ON COLUMN t.v IS 'it''s a \ comment
in two lines, %d {} $1';
COMMENT ON COLUMN t.w IS 'another';
ALTER TABLE t ALTER COLUMN v SET STATISTICS 321;
ALTER TABLE t ALTER COLUMN x SET STATISTICS 0;
ALTER TABLE t ALTER COLUMN v SET (n_distinct = -0.5, n_distinct_inherited = 10);
ALTER TABLE t ALTER COLUMN x SET (n_distinct = 4);
ALTER TABLE t SET (fillfactor = 90, autovacuum_enabled = off);
CREATE INDEX t_expression ON t (lower(v), (w + 1));
ALTER INDEX t_expression ALTER COLUMN 1 SET STATISTICS 77;
ALTER INDEX t_expression ALTER COLUMN 2 SET STATISTICS 78;
