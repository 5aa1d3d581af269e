CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL, w text);
INSERT INTO t SELECT g, g, 'w' FROM generate_series(1, 100) g;
CREATE UNIQUE INDEX t_identity ON t (v);
CREATE INDEX t_cluster ON t (v DESC);
ALTER TABLE t REPLICA IDENTITY USING INDEX t_identity;
ALTER TABLE t CLUSTER ON t_cluster;
CREATE PUBLICATION every_write FOR TABLE t;
CREATE PUBLICATION inserts FOR TABLE t WITH (publish = 'insert');
