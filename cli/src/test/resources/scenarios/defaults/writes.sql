UPDATE t SET a = 'changed', b = 'happy', d = 'x' WHERE id % 9 = 0;
