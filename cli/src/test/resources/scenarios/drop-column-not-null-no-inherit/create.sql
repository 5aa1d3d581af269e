CREATE TABLE t (id int PRIMARY KEY, note text, n int);
INSERT INTO t SELECT g, 'note ' || g, g + 100 FROM generate_series(1, 300) g;
ALTER TABLE t ADD CONSTRAINT t_n_there NOT NULL n NO INHERIT;
COMMENT ON CONSTRAINT t_n_there ON t IS 'always';
