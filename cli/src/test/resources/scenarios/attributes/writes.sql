UPDATE t SET v = 'u' || id WHERE id % 9 = 0;
