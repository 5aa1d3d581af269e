INSERT INTO t (id, price, discount, note) SELECT max(id) + 1, 500, 5, 'x' FROM t;
UPDATE t SET price = price + 1 WHERE id % 9 = 0;
UPDATE t SET note = NULL WHERE id % 9 = 1;
