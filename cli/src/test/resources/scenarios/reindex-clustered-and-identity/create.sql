CREATE TABLE t (id bigint PRIMARY KEY, v text NOT NULL, n int, p point);
INSERT INTO t SELECT g, 'v' || g, g % 7, point(g, g) FROM generate_series(1, 200) g;
CREATE UNIQUE INDEX t_v ON t (v) TABLESPACE pg_default;
ALTER TABLE t CLUSTER ON t_v;
ALTER TABLE t REPLICA IDENTITY USING INDEX t_v;
ALTER INDEX t_v SET (deduplicate_items = off);
CREATE INDEX t_p ON t USING gist (p) WITH (buffering = off);
