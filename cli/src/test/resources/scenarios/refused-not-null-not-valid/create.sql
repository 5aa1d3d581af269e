CREATE TABLE t (k int UNIQUE, v int, w int);
INSERT INTO t SELECT g, g, g FROM generate_series(1, 100) g;
INSERT INTO t (k, v, w) VALUES (NULL, 1, 1);
ALTER TABLE t ADD CONSTRAINT k_needed NOT NULL k NOT VALID;
