UPDATE t SET v = 'x', w = 'y' WHERE id % 10 = 0;
