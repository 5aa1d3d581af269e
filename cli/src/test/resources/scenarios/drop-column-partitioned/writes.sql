INSERT INTO t (id, part) SELECT max(id) + 1, 2 FROM t;
DELETE FROM t WHERE id = 7;
