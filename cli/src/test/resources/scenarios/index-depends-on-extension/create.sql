CREATE TABLE t (id int PRIMARY KEY, v int, w int);
INSERT INTO t SELECT g, g, g FROM generate_series(1, 50) g;
CREATE INDEX plain ON t (v);
CREATE INDEX partial ON t (w) WHERE v > 0;
CREATE UNIQUE INDEX uniq ON t (v);
ALTER INDEX plain DEPENDS ON EXTENSION plpgsql;
ALTER INDEX partial DEPENDS ON EXTENSION plpgsql;
ALTER INDEX uniq DEPENDS ON EXTENSION plpgsql;
