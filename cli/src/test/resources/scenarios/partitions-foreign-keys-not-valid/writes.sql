INSERT INTO t (id, v, w) SELECT 150 + count(*), 3, 2 FROM t WHERE id >= 150;
UPDATE t SET v = v % 80 + 1 WHERE v <= 100;
