INSERT INTO s (id, acc, note) SELECT max(id) + 1, max(acc) + 1, 'new' FROM s;
UPDATE s SET note = note || '+' WHERE id % 7 = 0;
DELETE FROM s WHERE id = 5;
