UPDATE t SET v = 'y' WHERE id % 9 = 0;
