-- example: 1
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY i ON orders (total);

-- example: 2
CREATE INDEX CONCURRENTLY i ON orders (total);

-- example: 3
SET statement_timeout = '5s';
ALTER TABLE orders ADD COLUMN c int;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY i ON orders (total);
