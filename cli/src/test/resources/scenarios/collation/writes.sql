UPDATE t SET v = 'x' || id WHERE id % 10 = 0;
