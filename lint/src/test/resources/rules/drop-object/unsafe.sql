-- example: 1
DROP VIEW open_orders;

-- example: 2
DROP MATERIALIZED VIEW totals;

-- example: 3
DROP FUNCTION touch();

-- example: a database
DROP DATABASE shop;

-- example: what a role owns
DROP OWNED BY CURRENT_USER;

-- example: an extension
DROP EXTENSION plpgsql;
