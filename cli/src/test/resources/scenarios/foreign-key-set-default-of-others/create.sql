CREATE TABLE pair (a int, b int, PRIMARY KEY (a, b));
INSERT INTO pair SELECT a, b FROM generate_series(1, 20) a, generate_series(0, 3) b;
CREATE TABLE t (id int PRIMARY KEY, p int, q int DEFAULT 0);
INSERT INTO t SELECT g, g, g % 3 + 1 FROM generate_series(1, 20) g;
ALTER TABLE t ADD CONSTRAINT t_pair FOREIGN KEY (p, q) REFERENCES pair (a, b) ON DELETE SET DEFAULT (q);
