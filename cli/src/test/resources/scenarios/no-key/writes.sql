INSERT INTO t (id, v, note) SELECT max(id) + 1, 11, 'added' FROM t;
UPDATE t SET note = repeat('longer', 40) WHERE id % 5 = 0;
UPDATE t SET v = v + 1 WHERE id IS NULL;
DELETE FROM t WHERE id % 11 = 0;
