UPDATE t SET doc = '{"w": 1}' WHERE id % 10 = 0;
INSERT INTO t (id) SELECT max(id) + 1 FROM t;
