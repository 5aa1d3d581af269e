UPDATE t SET d = 500, a = '{x}' WHERE id % 10 = 1;
INSERT INTO t (id, d) SELECT max(id) + 1, 9 FROM t;
