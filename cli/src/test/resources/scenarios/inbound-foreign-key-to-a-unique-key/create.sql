CREATE TABLE t (id int PRIMARY KEY, v int CONSTRAINT t_v UNIQUE, w int NOT NULL);
CREATE UNIQUE INDEX t_w ON t (w);
INSERT INTO t SELECT g, g, g FROM generate_series(1, 300) g;
CREATE TABLE child (id int PRIMARY KEY, v int REFERENCES t (v) ON UPDATE CASCADE, w int REFERENCES t (w));
INSERT INTO child SELECT g, g, g FROM generate_series(1, 300, 7) g;
