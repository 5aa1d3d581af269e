CREATE TABLE t (id int PRIMARY KEY, data jsonb NOT NULL, n int, note text DEFAULT '?');
INSERT INTO t SELECT g, jsonb_build_object(CASE WHEN g % 3 > 0 THEN 'id' ELSE 'name' END, g) FROM generate_series(1, 3000) g;
CREATE INDEX t_partial ON t (n) WHERE data ? 'id';
ALTER TABLE t ADD CONSTRAINT t_not_valid CHECK (data ?| ARRAY['id', 'name', '?']) NOT VALID;
