INSERT INTO t (id, a, b, c) SELECT max(id) + 1, max(a) + 1, max(b) + 1, max(c) + 1 FROM t;
UPDATE t SET a = a + 1000 WHERE id % 10 = 1;
UPDATE t SET b = b + 1000, c = c + 1000 WHERE id % 10 = 2;
DELETE FROM t WHERE id = (SELECT max(id) - 1 FROM t);
