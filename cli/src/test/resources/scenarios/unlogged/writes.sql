INSERT INTO t (id, v) SELECT max(id) + 1, max(v) + 1 FROM t;
