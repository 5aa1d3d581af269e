CREATE TABLE t (id bigint PRIMARY KEY, v text, n int);
INSERT INTO t SELECT g, 'v' || g, g % 7 FROM generate_series(1, 200) g;
CREATE INDEX t_v ON t (lower(v)) WITH (fillfactor = 70) WHERE n > 3;
COMMENT ON INDEX t_v IS 'x';
CREATE UNIQUE INDEX u ON t (v);
ALTER TABLE t REPLICA IDENTITY USING INDEX t_pkey;
