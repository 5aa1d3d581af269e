-- More rows than one look: from the second one on NULL is behind every bound of the key.
CREATE TABLE t (k int UNIQUE, v int, w int);
INSERT INTO t SELECT g, g, g FROM generate_series(1, 50001) g;
INSERT INTO t (k, v, w) VALUES (NULL, 1, 1);
ALTER TABLE t ADD CONSTRAINT k_needed NOT NULL k NOT VALID;
