CREATE TABLE t (id int PRIMARY KEY, v int, w text);
INSERT INTO t SELECT g, g, 'w' || g % 7 FROM generate_series(1, 100) g;
ALTER TABLE t REPLICA IDENTITY FULL;
CREATE PUBLICATION filtered FOR TABLE t WHERE (v > 3 AND w <> 'x') WITH (publish = 'insert');
CREATE PUBLICATION listed FOR TABLE t (v, id) WITH (publish = 'insert, delete');
CREATE PUBLICATION whole FOR TABLE t WITH (publish = 'insert');
