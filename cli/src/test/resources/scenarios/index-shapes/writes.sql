INSERT INTO t (id, v, w, u) SELECT max(id) + 1, 'w' || max(id) + 1, 3, 'u' FROM t;
UPDATE t SET v = 'x' || id WHERE id % 10 = 0;
UPDATE t SET w = 9 WHERE id % 10 = 1;
DELETE FROM t WHERE id = (SELECT min(id) FROM t);
