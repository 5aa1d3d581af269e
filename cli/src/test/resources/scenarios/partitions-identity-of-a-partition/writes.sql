INSERT INTO t (n, v) VALUES (5, 'new'), (105, 'new');
INSERT INTO t_2 (n, v) VALUES (106, 'own');
UPDATE t SET v = 'w' WHERE id % 10 = 7;
