CREATE TABLE t (id int, part int, note text, PRIMARY KEY (part, id)) PARTITION BY LIST (part);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN (1);
CREATE TABLE t_2 (note text, extra int, part int NOT NULL, id int NOT NULL);
ALTER TABLE t_2 DROP COLUMN extra;
ALTER TABLE t ATTACH PARTITION t_2 FOR VALUES IN (2);
INSERT INTO t SELECT g, 1 + g % 2, 'note ' || g FROM generate_series(1, 300) g;
CREATE FUNCTION roll() RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 42; END';
