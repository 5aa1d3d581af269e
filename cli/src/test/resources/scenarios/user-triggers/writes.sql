INSERT INTO t (id) SELECT max(id) + 1 FROM t;
UPDATE t SET v = 7 WHERE id % 10 = 0;
DELETE FROM t WHERE id = (SELECT min(id) FROM t);
