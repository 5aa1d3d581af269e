INSERT INTO t (id, part, note) SELECT max(id) + 1, 2, 'new' FROM t;
UPDATE t SET note = note || '+' WHERE id % 7 = 0;
