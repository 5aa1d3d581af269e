INSERT INTO t (id, v) SELECT max(id) + 1, 'n' FROM t;
UPDATE t SET v = 'u' WHERE id % 10 = 1;
