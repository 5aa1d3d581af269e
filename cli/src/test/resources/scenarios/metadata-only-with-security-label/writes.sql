UPDATE t SET v = v || '+' WHERE id = 3;
