CREATE TABLE t (id int, note text, n int);
INSERT INTO t SELECT g, 'note ' || g, NULL FROM generate_series(1, 300) g;
