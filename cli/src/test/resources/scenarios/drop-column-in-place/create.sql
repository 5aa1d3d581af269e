CREATE TABLE t (id int PRIMARY KEY, note text, n int, m int, CONSTRAINT t_both CHECK (n > m OR n < 0));
INSERT INTO t SELECT g, 'note ' || g, g + 100, g FROM generate_series(1, 300) g;
COMMENT ON COLUMN t.n IS 'the n';
