CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT g, 'v' || g FROM generate_series(1, 30) g;
INSERT INTO t VALUES (100, '5');
