INSERT INTO t (v, w) VALUES (1, 2);
UPDATE t SET v = v + 1000, w = 5 WHERE id % 10 = 1;
