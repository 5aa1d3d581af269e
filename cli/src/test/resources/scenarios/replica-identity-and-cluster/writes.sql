INSERT INTO t (id, v, w) SELECT max(id) + 1, max(v) + 1, 'x' FROM t;
UPDATE t SET w = 'u' WHERE id % 10 = 0;
UPDATE t SET v = v + 1000 WHERE id % 10 = 1;
