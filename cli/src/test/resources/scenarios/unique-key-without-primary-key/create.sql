CREATE TABLE t (code char(8) NOT NULL, at timestamptz NOT NULL, nullable int UNIQUE, v int);
INSERT INTO t SELECT 'c' || g, '2024-01-01 00:00:00+00'::timestamptz + g * interval '1 h', g, g FROM generate_series(1, 200) g;
CREATE UNIQUE INDEX t_partial ON t (at) WHERE v > 0;
CREATE UNIQUE INDEX t_key ON t (at, code);
ALTER TABLE t REPLICA IDENTITY USING INDEX t_key;
