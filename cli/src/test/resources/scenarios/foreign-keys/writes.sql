INSERT INTO t (id, p, q, note) SELECT max(id) + 1, 5, 5, 'x' FROM t;
UPDATE t SET p = 7, q = 7 WHERE id % 9 = 0;
DELETE FROM t WHERE id = (SELECT min(id) FROM t);
