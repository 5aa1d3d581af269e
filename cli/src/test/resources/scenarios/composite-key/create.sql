CREATE TABLE t (a int, b text, c uuid, v int, PRIMARY KEY (b, a, c));
INSERT INTO t SELECT g % 5, 'b' || g % 11, md5(g::text)::uuid, g FROM generate_series(1, 300) g;
CREATE INDEX t_v ON t (v, a);
ALTER TABLE t ADD CONSTRAINT t_check CHECK (v + a > 0);
