INSERT INTO t (a, b, c, v) SELECT max(a) + 1, 'bb', max(c) + 1, 'new' FROM t;
INSERT INTO child (id, a, b, c) SELECT a + 5000, a, b, c FROM t WHERE b = 'bb' AND a NOT IN (SELECT a FROM child WHERE a IS NOT NULL);
UPDATE t SET a = a + 100000 WHERE a % 30 = 6 AND a < 1000;
DELETE FROM t WHERE a % 90 = 9;
