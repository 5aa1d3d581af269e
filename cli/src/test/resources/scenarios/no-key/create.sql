CREATE TABLE t (id int UNIQUE, v int, note text);
CREATE UNIQUE INDEX p ON t (id) WHERE id > 0;
CREATE INDEX t_v ON t (v);
INSERT INTO t SELECT nullif(g, 7), g % 97, repeat('x', g % 50) FROM generate_series(1, 3000) g;
DELETE FROM t WHERE id % 3 = 0;
INSERT INTO t SELECT NULL, g, 'no id' FROM generate_series(1, 200) g;
