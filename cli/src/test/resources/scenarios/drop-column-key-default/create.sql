CREATE TABLE t (id int, part int DEFAULT 1, PRIMARY KEY (id, part));
INSERT INTO t SELECT g, g % 2 FROM generate_series(1, 300) g;
