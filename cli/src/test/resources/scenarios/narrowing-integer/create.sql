CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL);
INSERT INTO t SELECT g, g FROM generate_series(1, 100) g;
CREATE INDEX t_v ON t (v) WHERE v > 3;
CREATE INDEX t_v_attribute ON t (v, (v + 1), id);
