INSERT INTO t (created_at, v) VALUES ('2020-02-02 00:00:00Z', 'new'), ('2021-02-02 00:00:00Z', 'new'), ('2018-02-02 00:00:00Z', 'new');
INSERT INTO t_2020 (created_at, v) VALUES ('2020-03-02 00:00:00Z', 'direct');
UPDATE t SET v = 'w' WHERE id % 10 = 7;
UPDATE t SET created_at = created_at + interval '1 year' WHERE id % 13 = 5;
UPDATE t SET id = id + 1000000 WHERE id = (SELECT min(id) FROM t);
DELETE FROM t WHERE id = (SELECT min(id) FROM t);
