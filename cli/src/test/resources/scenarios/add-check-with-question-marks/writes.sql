INSERT INTO orders (id, data) SELECT max(id) + 1, '{"id": 1}' FROM orders;
