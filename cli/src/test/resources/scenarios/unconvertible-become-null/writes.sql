UPDATE t SET v = '77' WHERE id % 10 = 1;
UPDATE t SET w = 5 WHERE id = 10;
