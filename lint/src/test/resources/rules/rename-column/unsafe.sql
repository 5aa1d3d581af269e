-- example: 1
ALTER TABLE orders RENAME COLUMN total TO amount;

-- example: 2
ALTER TABLE orders RENAME total TO amount;

-- example: 3
ALTER VIEW open_orders RENAME COLUMN id TO order_id;

-- example: of a materialized view
ALTER MATERIALIZED VIEW totals RENAME COLUMN total TO amount;
