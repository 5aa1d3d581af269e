CREATE TABLE t (id int PRIMARY KEY, v text COMPRESSION pglz, w text);
INSERT INTO t SELECT g, repeat('v', 10) || g, 'w' FROM generate_series(1, 50) g;
