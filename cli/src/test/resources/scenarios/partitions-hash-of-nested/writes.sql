INSERT INTO t (id, at, v) SELECT max(id) + 1, date '2025-03-01', max(v) + 1 FROM t;
UPDATE t SET v = v + 1 WHERE id % 5 = 0;
UPDATE t SET at = date '2025-05-05' WHERE id = 3;
