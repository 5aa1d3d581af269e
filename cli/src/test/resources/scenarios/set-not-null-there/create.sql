CREATE TABLE t (id bigint PRIMARY KEY, v text, w text);
INSERT INTO t SELECT g, 'v' || g FROM generate_series(1, 200) g;
ALTER TABLE t ALTER COLUMN v SET NOT NULL;
