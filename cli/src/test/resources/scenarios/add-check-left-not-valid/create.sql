CREATE TABLE orders (id bigint PRIMARY KEY, total numeric, state text);
INSERT INTO orders SELECT g, g, CASE WHEN g % 2 = 0 THEN 'paid' END FROM generate_series(1, 300) g;
INSERT INTO orders (id, total) VALUES (1000, -1);
