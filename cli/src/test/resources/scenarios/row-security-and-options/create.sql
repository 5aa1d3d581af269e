CREATE TABLE t (id int PRIMARY KEY, v int, w text) WITH (fillfactor = 70, toast.autovacuum_enabled = false);
INSERT INTO t SELECT g, g, 'w' FROM generate_series(1, 100) g;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON t FOR SELECT TO scenario_reader USING (w <> 'hidden');
CREATE VIEW beside AS SELECT id, w FROM t;
CREATE TABLE referencing (id int PRIMARY KEY REFERENCES t ON DELETE CASCADE);
INSERT INTO referencing SELECT generate_series(1, 50);
ALTER TABLE t ADD COLUMN gone int;
ALTER TABLE t DROP COLUMN gone;
