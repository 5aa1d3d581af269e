INSERT INTO t (k, v, w) SELECT max(k) + 1, 3, 4 FROM t;
UPDATE t SET v = v + 1000 WHERE k % 10 = 1;
DELETE FROM t WHERE k = (SELECT min(k) FROM t);
