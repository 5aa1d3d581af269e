INSERT INTO t (id, v, w) SELECT max(id) + 1, 3, 'x' FROM t;
INSERT INTO t_2_1 (id, v, w) SELECT max(id) + 1, 3, 'x' FROM t;
UPDATE t SET v = v + 1000 WHERE id % 10 = 1;
UPDATE t SET w = 'other' WHERE id % 10 = 2;
DELETE FROM t WHERE id = (SELECT min(id) FROM t);

