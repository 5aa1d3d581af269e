UPDATE b.t SET v = 'w' || id WHERE id % 10 = 0;
