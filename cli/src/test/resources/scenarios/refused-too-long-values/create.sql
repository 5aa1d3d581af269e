CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT g, repeat('v', g) FROM generate_series(1, 30) g;
