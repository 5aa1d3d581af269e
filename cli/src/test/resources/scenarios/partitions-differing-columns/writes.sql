INSERT INTO t (id, v, w) SELECT 150 + count(*), 3, 'x' FROM t WHERE id >= 150;
UPDATE t SET v = v * 2;
