INSERT INTO orders (id, total) SELECT max(id) + 1, 5 FROM orders;
UPDATE orders SET total = 9 WHERE id = 2;
