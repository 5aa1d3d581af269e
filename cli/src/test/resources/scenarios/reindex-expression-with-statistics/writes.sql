INSERT INTO t SELECT max(id) + 1, 'x' || max(id) FROM t;
