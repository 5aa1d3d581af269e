INSERT INTO t (id, v) SELECT max(id) + 1, 5 FROM t;
