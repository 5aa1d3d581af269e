INSERT INTO t (id, part) SELECT max(id) + 1, 2 FROM t;
UPDATE t SET note = 'note' WHERE id % 7 = 0;
DELETE FROM t WHERE id = 7;
