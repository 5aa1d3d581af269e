CREATE TABLE t (id int PRIMARY KEY, during int4range, CONSTRAINT t_once EXCLUDE USING gist (during WITH &&));
INSERT INTO t SELECT g, int4range(g, g + 1) FROM generate_series(1, 300) g;
