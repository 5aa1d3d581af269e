INSERT INTO t (id, v, w) SELECT max(id) + 1, 3, 'x' FROM t;
UPDATE t SET v = v + 1000 WHERE id % 10 = 1;
UPDATE t SET w = 'other' WHERE id % 10 = 2;
UPDATE t_1 SET v = v + 1 WHERE id = 7;
UPDATE t SET id = id + 150 WHERE id BETWEEN 90 AND 95;
DELETE FROM t WHERE id = (SELECT min(id) FROM t);

