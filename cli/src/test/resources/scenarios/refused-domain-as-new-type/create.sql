CREATE DOMAIN positive AS bigint CHECK (VALUE > 0);
CREATE TABLE t (id int PRIMARY KEY, v int, w text);
INSERT INTO t SELECT g, g, 'w' || g % 7 FROM generate_series(1, 100) g;
