CREATE TABLE orders (id bigint PRIMARY KEY, data jsonb);
INSERT INTO orders SELECT g, CASE WHEN g % 3 > 0 THEN jsonb_build_object('id', g) END FROM generate_series(1, 3000) g;
