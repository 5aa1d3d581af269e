INSERT INTO t (id, v, w) SELECT max(id) + 1, 'w' || max(id) + 1, NULL FROM t;
UPDATE t SET v = 'x' || id WHERE w IS NULL;
