CREATE TABLE t (id int, v int, w int) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (1) TO (1000);
INSERT INTO t SELECT g, g, g FROM generate_series(1, 50) g;
SELECT label('t', 3);
SELECT label('t_1', 2);
