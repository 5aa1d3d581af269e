CREATE TABLE t (v varchar(250), note text);
INSERT INTO t SELECT 'v' || g FROM generate_series(1, 100) g;
CREATE INDEX t_v ON t (v);
