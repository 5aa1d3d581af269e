CREATE TABLE t (k text COLLATE "C" PRIMARY KEY, v int, n text COLLATE "POSIX" NOT NULL);
INSERT INTO t SELECT chr(33 + g % 90) || ' ''"' || g, g, 'n' FROM generate_series(1, 300) g;
CREATE INDEX t_n ON t (n);
CREATE INDEX t_n_c ON t (n COLLATE "C");
