CREATE TABLE t (id int PRIMARY KEY, v int, w text);
INSERT INTO t SELECT g, g, 'w' || g % 7 FROM generate_series(1, 100) g;
CREATE VIEW high AS SELECT 1 AS v;
CREATE VIEW low AS SELECT v FROM t;
CREATE OR REPLACE VIEW high AS SELECT count(v)::int AS v FROM low;
