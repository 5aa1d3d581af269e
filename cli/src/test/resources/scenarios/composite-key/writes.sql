INSERT INTO t (a, b, c, v) SELECT 1, 'new', md5('new' || count(*))::uuid, count(*) FROM t;
UPDATE t SET v = v + 1 WHERE a = 3;
UPDATE t SET a = a + 100 WHERE a = 2 AND v < 100;
