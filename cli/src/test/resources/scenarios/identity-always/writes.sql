INSERT INTO t (v) VALUES ('new'), ('new');
INSERT INTO t (id, v) OVERRIDING SYSTEM VALUE SELECT -(max(id)), 'given' FROM t;
UPDATE t SET v = 'w' WHERE id % 10 = 7;
