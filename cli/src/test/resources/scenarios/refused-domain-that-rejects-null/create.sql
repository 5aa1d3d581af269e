CREATE DOMAIN inner_one AS int NOT NULL;
CREATE DOMAIN outer_one AS inner_one;
CREATE TABLE t (id int PRIMARY KEY, v outer_one);
INSERT INTO t SELECT g, g FROM generate_series(1, 20) g;
