-- example: 1
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh SET SCHEMA sales;

-- example: 2
CREATE TABLE sales.orders (id bigint);

-- example: 3
ALTER TABLE orders SET (fillfactor = 90);
