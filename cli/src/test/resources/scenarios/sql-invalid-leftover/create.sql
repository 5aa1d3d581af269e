CREATE TABLE t (id bigint PRIMARY KEY, v text);
INSERT INTO t SELECT g, 'v' || g FROM generate_series(1, 200) g;
CREATE UNIQUE INDEX t_v ON t (v);
SELECT invalidate('t_v');
