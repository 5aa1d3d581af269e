CREATE TABLE orders (code text);
INSERT INTO orders SELECT g::text FROM generate_series(1, 2000) g;
INSERT INTO orders VALUES ('x'), ('y');
INSERT INTO orders SELECT g::text FROM generate_series(1, 2000) g;
