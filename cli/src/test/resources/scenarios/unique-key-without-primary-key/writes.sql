UPDATE t SET v = v + 1000 WHERE v % 10 = 0;
UPDATE t SET nullable = NULL WHERE v = 5;
DELETE FROM t WHERE at = (SELECT min(at) FROM t);
