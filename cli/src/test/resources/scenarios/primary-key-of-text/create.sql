CREATE TABLE t (code text COLLATE "POSIX" PRIMARY KEY, v text);
INSERT INTO t SELECT (g * 7919 % 1000)::text, 'v' FROM generate_series(1, 300) g;
