INSERT INTO t (region, id, v) SELECT 's', max(id) + 1, 'x' || max(id) FROM t;
UPDATE t SET region = 'n' WHERE id IN (SELECT id FROM t WHERE region = 's' ORDER BY id LIMIT 5);
UPDATE t SET v = 'short' WHERE id % 11 = 0;
