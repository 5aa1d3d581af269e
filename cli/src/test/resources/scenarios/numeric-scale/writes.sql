UPDATE t SET n = n + 1, c = 'xy' WHERE id % 10 = 0;
INSERT INTO t (id, n, f, c) SELECT max(id) + 1, 7.5, 0, 'z' FROM t;
