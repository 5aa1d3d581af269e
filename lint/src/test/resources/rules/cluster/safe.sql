-- example: 1
ALTER TABLE orders CLUSTER ON orders_total;

-- example: 2
ALTER TABLE orders SET WITHOUT CLUSTER;

-- example: 3
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
CLUSTER fresh USING fresh_pkey;
