CREATE TABLE t (id int PRIMARY KEY, note text, n int);
INSERT INTO t SELECT g, 'note ' || g, CASE WHEN g % 3 > 0 THEN g END FROM generate_series(1, 300) g;
