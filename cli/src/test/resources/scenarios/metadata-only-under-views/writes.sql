UPDATE t SET c = 'zz' WHERE id % 10 = 1;
