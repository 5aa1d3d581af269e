CREATE TABLE t (id int PRIMARY KEY, v int, w text, g int GENERATED ALWAYS AS (v + 1) VIRTUAL, h text COLLATE "C" GENERATED ALWAYS AS (w || 'x') VIRTUAL);
INSERT INTO t (id, v, w) SELECT g, g, 'w' FROM generate_series(1, 100) g;
COMMENT ON COLUMN t.g IS 'next';
CREATE VIEW seen AS SELECT g, v FROM t;
