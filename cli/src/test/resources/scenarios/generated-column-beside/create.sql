CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v int, w int, double int GENERATED ALWAYS AS (w * 2) STORED);
INSERT INTO t (v, w) SELECT g, g FROM generate_series(1, 100) g;
CREATE INDEX t_v ON t (v, double);
