INSERT INTO t (id, v, w) SELECT max(id) + 1, 'new', 1 FROM t;
UPDATE t SET w = w + 1 WHERE id % 7 = 1;
