CREATE TABLE t (id int PRIMARY KEY, v varchar(40), w text COLLATE "C");
INSERT INTO t SELECT g, 'v' || g, 'w' || g FROM generate_series(1, 100) g;
CREATE INDEX t_v ON t (v);
CREATE INDEX t_w ON t (w DESC);
CREATE UNIQUE INDEX t_vw ON t (v, w);
