-- example: 1
CREATE INDEX CONCURRENTLY i ON orders (total);

-- example: 2
DROP INDEX CONCURRENTLY IF EXISTS orders_total;

-- example: 3
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
CREATE INDEX IF NOT EXISTS i ON fresh (a);
