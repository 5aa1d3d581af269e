-- example: 1
ALTER TABLE orders RENAME TO purchases;

-- example: 2
ALTER TABLE IF EXISTS orders RENAME TO purchases;

-- example: 3
ALTER VIEW open_orders RENAME TO opened;

-- example: 4
ALTER SEQUENCE orders_seq RENAME TO s;

-- example: of a sequence that may have been there
CREATE SEQUENCE IF NOT EXISTS orders_seq;
ALTER SEQUENCE orders_seq RENAME TO s;

-- example: of a materialized view
ALTER MATERIALIZED VIEW totals RENAME TO sums;

-- example: a view to another schema
ALTER VIEW open_orders SET SCHEMA sales;

-- example: a sequence to another schema
ALTER SEQUENCE orders_seq SET SCHEMA sales;
