CREATE TABLE t (id int PRIMARY KEY, v int, w text);
INSERT INTO t SELECT g, g, 'w' || g % 7 FROM generate_series(1, 100) g;
CREATE VIEW seen AS SELECT w || 'x' AS x, v % 2 AS odd FROM t;
CREATE VIEW fine AS SELECT v FROM t;
