CREATE TABLE orders (id bigint PRIMARY KEY, total numeric, parts int, code text);
INSERT INTO orders SELECT g, g, 1 + g % 7, g::text FROM generate_series(1, 3000) g;
UPDATE orders SET parts = 0 WHERE id = 1234;
