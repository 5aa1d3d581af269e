INSERT INTO t (created_at, v) VALUES ('2020-02-02 00:00:00Z', 'new'), ('2021-02-02 00:00:00Z', 'new');
INSERT INTO t (id, created_at, v) SELECT -max(id), '2022-02-02 00:00:00Z', 'given' FROM t;
UPDATE t SET v = 'w' WHERE id % 10 = 7;
UPDATE t SET created_at = created_at + interval '1 year' WHERE id % 13 = 5;
