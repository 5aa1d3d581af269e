CREATE TABLE t (id int PRIMARY KEY, v text, w int);
INSERT INTO t SELECT g, CASE WHEN g % 10 = 0 THEN 'none' ELSE g::text END, g FROM generate_series(1, 100) g;
CREATE INDEX t_v ON t (v);
