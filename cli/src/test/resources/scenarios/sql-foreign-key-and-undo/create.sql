CREATE TABLE o (id int PRIMARY KEY);
INSERT INTO o SELECT g FROM generate_series(0, 9) g;
CREATE TABLE t (id bigint PRIMARY KEY, o int);
INSERT INTO t SELECT g, g % 10 FROM generate_series(1, 200) g;
