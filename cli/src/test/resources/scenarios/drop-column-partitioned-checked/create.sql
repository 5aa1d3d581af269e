CREATE TABLE t (id int, part int, n int NOT NULL DEFAULT 5, note text, PRIMARY KEY (part, id), CONSTRAINT t_n CHECK (n > part)) PARTITION BY LIST (part);
COMMENT ON CONSTRAINT t_n ON t IS 'the check';
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN (1);
CREATE TABLE t_2 (note text, extra int, n int CONSTRAINT t_n_not_null NOT NULL, part int NOT NULL, id int NOT NULL, CONSTRAINT t_n CHECK (n > part));
ALTER TABLE t_2 DROP COLUMN extra;
ALTER TABLE t ATTACH PARTITION t_2 FOR VALUES IN (2);
CREATE TABLE t_3 PARTITION OF t FOR VALUES IN (3) PARTITION BY RANGE (id);
CREATE TABLE t_3_all PARTITION OF t_3 DEFAULT;
INSERT INTO t (id, part, n) SELECT g, 1 + g % 3, g + 3 FROM generate_series(1, 300) g;
