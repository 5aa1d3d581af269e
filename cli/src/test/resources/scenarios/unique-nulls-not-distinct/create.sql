CREATE TABLE t (id int PRIMARY KEY, v varchar(20), w int);
INSERT INTO t SELECT g, nullif('v' || g, 'v9'), g FROM generate_series(1, 100) g;
ALTER TABLE t ADD CONSTRAINT t_v UNIQUE NULLS NOT DISTINCT (v);
CREATE UNIQUE INDEX t_vw ON t (v, w) NULLS NOT DISTINCT WHERE w > 5;
CREATE TABLE parent (a int, b varchar(20), PRIMARY KEY (a, b));
INSERT INTO parent SELECT g, 'v' || g FROM generate_series(1, 100) g;
ALTER TABLE t ADD CONSTRAINT t_parent FOREIGN KEY (w, v) REFERENCES parent ON DELETE SET NULL (v);
