UPDATE t SET v = 'x' WHERE id % 10 = 0;
