CREATE TABLE t (id int PRIMARY KEY, note text, n int, m int, CONSTRAINT t_both CHECK (n > m OR n < 0));
INSERT INTO t SELECT g, 'note ' || g, g + 100, g FROM generate_series(1, 300) g;
COMMENT ON COLUMN t.n IS 'the n';
CREATE INDEX t_n ON t (n);
CREATE INDEX t_mn ON t (m) INCLUDE (n);
CREATE STATISTICS t_stat ON n, m FROM t;
ALTER TABLE t ADD FOREIGN KEY (n) REFERENCES t (id) NOT VALID;
GRANT SELECT (n) ON t TO scenario_reader;
