-- example: 1
DROP INDEX CONCURRENTLY orders_total;

-- example: 2
DROP INDEX CONCURRENTLY IF EXISTS orders_total;

-- example: 3
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
CREATE INDEX i ON fresh (a);
DROP INDEX i;
