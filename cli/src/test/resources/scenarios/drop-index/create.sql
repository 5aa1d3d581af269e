CREATE TABLE t (id bigint PRIMARY KEY, v text, n int);
INSERT INTO t SELECT g, 'v' || g, g % 7 FROM generate_series(1, 200) g;
CREATE INDEX t_v ON t (lower(v)) WHERE n > 3;
COMMENT ON INDEX t_v IS 'it''s old';
ALTER INDEX t_v ALTER COLUMN 1 SET STATISTICS 50;
