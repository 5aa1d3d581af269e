CREATE TABLE t (id bigserial PRIMARY KEY, v text);
INSERT INTO t (v) SELECT 'v' FROM generate_series(1, 300) g;
