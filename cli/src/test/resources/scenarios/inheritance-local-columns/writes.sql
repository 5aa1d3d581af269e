INSERT INTO t (id, v, w) SELECT max(id) + 1, 3, 'n' FROM ONLY t;
INSERT INTO child (id, v, w) SELECT max(id) + 1, 4, 'n' FROM ONLY child;
UPDATE t SET v = v + 10 WHERE id % 3 = 0;
