CREATE TABLE t (id int PRIMARY KEY, v int, w text);
INSERT INTO t SELECT g, g, 'w' || g % 7 FROM generate_series(1, 100) g;
CREATE VIEW seen AS SELECT v FROM t;
CREATE MATERIALIZED VIEW kept AS SELECT count(*) FROM seen;
