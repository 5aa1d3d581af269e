-- example: 1
DROP VIEW open_orders;

-- example: 2
DROP MATERIALIZED VIEW totals;

-- example: 3
DROP FUNCTION touch();
