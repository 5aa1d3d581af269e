INSERT INTO t (id, v, w) SELECT max(id) + 1, max(id) + 1, 3 FROM t;
