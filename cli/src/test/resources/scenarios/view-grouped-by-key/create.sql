CREATE TABLE t (id int PRIMARY KEY, v int, w text);
INSERT INTO t SELECT g, g, 'w' || g % 7 FROM generate_series(1, 100) g;
CREATE TABLE o (x int);
CREATE VIEW grouped AS SELECT t.id, t.v, t.w, count(o.x) AS n FROM t LEFT JOIN o ON o.x = t.v GROUP BY t.id;
