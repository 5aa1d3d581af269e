INSERT INTO t (id, v, w) SELECT max(id) + 1, max(v) + 1, 'new' FROM t;
UPDATE t SET v = v + 1 WHERE id % 7 = 0;
UPDATE t SET id = id + 1000 WHERE id = (SELECT min(id) FROM t);
DELETE FROM t WHERE id = (SELECT min(id) FROM t);
