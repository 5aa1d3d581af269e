CREATE TABLE t (id int PRIMARY KEY, v varchar(10));
INSERT INTO t SELECT g, g FROM generate_series(1, 50) g;
SELECT label('t', 2);
