INSERT INTO t (id, v) SELECT max(id) + 1, 'x' || max(id) FROM t;
