INSERT INTO t (id, v) SELECT max(id) + 1, 'new' FROM ONLY t;
INSERT INTO child (v) VALUES ('new');
INSERT INTO numbered (v) VALUES ('new');
INSERT INTO counted (v) VALUES ('new');
INSERT INTO own (v) VALUES ('new');
INSERT INTO below (v) VALUES ('new');
UPDATE t SET v = 'w' WHERE id % 10 = 7;
