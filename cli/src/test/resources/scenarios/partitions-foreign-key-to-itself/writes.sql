INSERT INTO t (id, v) SELECT max(id) + 1, 3 FROM t;
UPDATE t SET v = 4 WHERE id % 7 = 0;
