CREATE TABLE t (id int PRIMARY KEY, v int, w text);
INSERT INTO t SELECT g, g, 'w' FROM generate_series(1, 20) g;
CREATE FUNCTION total() RETURNS bigint BEGIN ATOMIC SELECT sum(v) FROM t; END;
