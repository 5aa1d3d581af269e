INSERT INTO t (id, v, w) SELECT max(id) + 1, 3, 'n' FROM ONLY t;
INSERT INTO child (id, v, w) SELECT max(id) + 1, 4, 'n' FROM ONLY child;
INSERT INTO grandchild (id, w) SELECT max(id) + 1, 'n' FROM grandchild;
UPDATE t SET v = v + 1 WHERE id % 3 = 0;
UPDATE ONLY t SET v = NULL WHERE id % 10 = 1;
