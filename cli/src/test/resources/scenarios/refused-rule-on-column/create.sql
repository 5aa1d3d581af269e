CREATE TABLE t (id int PRIMARY KEY, v int, w text);
INSERT INTO t SELECT g, g, 'w' FROM generate_series(1, 20) g;
CREATE TABLE log (v int);
CREATE RULE logged AS ON DELETE TO t DO ALSO INSERT INTO log VALUES (OLD.v);
