INSERT INTO t (id, "new", "old", tg_op, found, sync_1) SELECT max(id) + 1, '7', '8', '9', '10', '11' FROM t;
UPDATE t SET "old" = '12', tg_op = '14' WHERE id % 4 = 1;
UPDATE t SET found = '15' WHERE id % 4 = 2;
UPDATE t SET sync_1 = '16' WHERE id % 4 = 3;
DELETE FROM t WHERE id = (SELECT min(id) FROM t);
