CREATE TABLE t (id int PRIMARY KEY, v varchar(10)[]);
INSERT INTO t SELECT g, ARRAY['a'] FROM generate_series(1, 50) g;
