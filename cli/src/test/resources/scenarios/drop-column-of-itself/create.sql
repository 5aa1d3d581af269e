CREATE TABLE t (id int PRIMARY KEY, n int UNIQUE, up int, CONSTRAINT t_up FOREIGN KEY (up) REFERENCES t (n));
INSERT INTO t SELECT g, g, g FROM generate_series(1, 300) g;
