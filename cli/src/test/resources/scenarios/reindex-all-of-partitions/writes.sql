INSERT INTO t SELECT max(id) + 1, 'w' FROM t;
