-- example: 1
ALTER TABLE orders RENAME TO purchases;

-- example: 2
ALTER TABLE IF EXISTS orders RENAME TO purchases;

-- example: 3
ALTER VIEW open_orders RENAME TO opened;

-- example: 4
ALTER SEQUENCE orders_seq RENAME TO s;
