CREATE TABLE t (id bigint PRIMARY KEY, v text);
CREATE MATERIALIZED VIEW m AS SELECT * FROM t;
CREATE UNIQUE INDEX m_id ON m (id);
INSERT INTO t SELECT g, 'v' || g FROM generate_series(1, 200) g;
CREATE INDEX t_v ON t (v);
