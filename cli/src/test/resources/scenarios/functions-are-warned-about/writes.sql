INSERT INTO orders (id, weight, note) SELECT coalesce(max(id), 0) + 1, 7, 'new' FROM orders;
UPDATE orders SET weight = weight + 1 WHERE id % 5 = 0;
