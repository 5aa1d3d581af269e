INSERT INTO t (id, v) SELECT max(id) + 1, 3 FROM t;
UPDATE t SET v = 400 WHERE id % 10 = 1;
