-- example: 1
SET statement_timeout = '5s';
CREATE INDEX CONCURRENTLY i ON orders (total);

-- example: 2
SET statement_timeout TO 5000;
DROP INDEX CONCURRENTLY orders_total;

-- example: 3
SET statement_timeout = '1h';
REINDEX TABLE CONCURRENTLY orders;
