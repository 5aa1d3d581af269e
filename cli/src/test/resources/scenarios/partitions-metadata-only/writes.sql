UPDATE t SET v = v || 'x' WHERE id % 3 = 0;
