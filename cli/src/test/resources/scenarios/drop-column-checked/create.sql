CREATE TABLE t (id int PRIMARY KEY, note text, n int, m int, CONSTRAINT t_both CHECK (n > m OR n < 0));
INSERT INTO t SELECT g, 'note ' || g, g + 100, g FROM generate_series(1, 300) g;
COMMENT ON COLUMN t.n IS 'the n';
ALTER TABLE t ALTER COLUMN n SET NOT NULL;
ALTER TABLE t ADD CONSTRAINT t_loose CHECK (n <> 150) NOT VALID;
COMMENT ON CONSTRAINT t_both ON t IS 'both';
