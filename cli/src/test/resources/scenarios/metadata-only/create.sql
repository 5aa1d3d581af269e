CREATE TABLE t (id int PRIMARY KEY, v varchar(250) NOT NULL DEFAULT 'x', w varchar(10), n numeric(8, 2));
INSERT INTO t SELECT g, 'v' || g, 'w', 1 FROM generate_series(1, 100) g;
CREATE INDEX t_v ON t (v);
CREATE INDEX t_w ON t (w varchar_pattern_ops, v) WHERE v <> 'none';
COMMENT ON COLUMN t.v IS 'kept';
ALTER TABLE t ALTER COLUMN v SET STATISTICS 200;
GRANT SELECT (v) ON t TO scenario_reader;
CREATE STATISTICS s ON v, w FROM t;
