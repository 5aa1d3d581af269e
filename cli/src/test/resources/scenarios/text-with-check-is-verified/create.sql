CREATE TABLE t (id int PRIMARY KEY, v varchar(250) CONSTRAINT t_v_check CHECK (v <> ''));
INSERT INTO t SELECT g, 'v' || g FROM generate_series(1, 100) g;
CREATE INDEX t_v ON t (v);
