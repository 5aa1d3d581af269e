CREATE TABLE t (id int PRIMARY KEY, v int[][], w varchar(10)[3][3], x int[]);
INSERT INTO t SELECT g, ARRAY[[g, 1], [2, 3]], ARRAY[['a', 'b']], ARRAY[g] FROM generate_series(1, 50) g;
