CREATE TABLE t (id int PRIMARY KEY, v int, w text);
INSERT INTO t SELECT g, g, 'w' || g % 7 FROM generate_series(1, 100) g;
CREATE VIEW seen AS SELECT v FROM t;
CREATE FUNCTION first() RETURNS seen LANGUAGE sql AS 'SELECT NULL::seen';
CREATE FUNCTION total() RETURNS bigint BEGIN ATOMIC SELECT sum(v) FROM seen; END;
