INSERT INTO t (id, v) SELECT max(id) + 1, 'new' FROM t;
UPDATE t SET id = id + 100000 WHERE id % 50 = 3 AND id < 1000;
UPDATE t SET v = 'w' WHERE id % 7 = 1;
DELETE FROM t WHERE id % 90 = 4;
