CREATE TABLE t (id int PRIMARY KEY, kind jsonb, data jsonb NOT NULL);
INSERT INTO t SELECT g, jsonb_build_object('id', CASE WHEN g = 77 THEN 'x?' ELSE g::text END), '{"id": 1}' FROM generate_series(1, 3000) g;
UPDATE t SET data = '{}' WHERE id = 1234;
ALTER TABLE t ADD CONSTRAINT "t_?_%_not_valid" CHECK (data ? 'id') NOT VALID;
