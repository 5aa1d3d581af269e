UPDATE t SET data = data || '{"x?": 1}' WHERE id % 7 = 0;
