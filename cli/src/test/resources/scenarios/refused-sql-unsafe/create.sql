CREATE TABLE t (id bigint PRIMARY KEY, v text, n int);
INSERT INTO t SELECT g, 'v' || g, g % 7 FROM generate_series(1, 200) g;
CREATE INDEX i ON t (n);
