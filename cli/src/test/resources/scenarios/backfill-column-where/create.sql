CREATE TABLE t (id int PRIMARY KEY, note text, n int);
INSERT INTO t SELECT g, CASE WHEN g % 4 > 0 THEN 'note ' || g END, CASE WHEN g % 3 > 0 THEN g END FROM generate_series(1, 300) g;
