INSERT INTO t (k, v, n) SELECT 'new ' || count(*), 1, 'm' FROM t;
UPDATE t SET v = 5 WHERE v % 10 = 0;
