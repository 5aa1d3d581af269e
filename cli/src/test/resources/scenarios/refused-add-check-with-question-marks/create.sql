CREATE TABLE orders (id bigint PRIMARY KEY, data jsonb);
INSERT INTO orders SELECT g, jsonb_build_object('id', g) FROM generate_series(1, 3000) g;
UPDATE orders SET data = '{"name": "?"}' WHERE id IN (7, 2345);
