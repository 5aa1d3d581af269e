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

-- example: it is taken back
SET statement_timeout = '5s';
RESET statement_timeout;
CREATE INDEX CONCURRENTLY i ON orders (total);

-- example: it was that of a transaction
BEGIN;
SET LOCAL statement_timeout = '5s';
ALTER TABLE orders ADD COLUMN c int;
COMMIT;
CREATE INDEX CONCURRENTLY i ON orders (total);

-- example: all is taken back
SET statement_timeout = '5s';
RESET ALL;
CREATE INDEX CONCURRENTLY i ON orders (total);

-- example: the transaction had its own, and it was taken back
SET statement_timeout = '5s';
SET statement_timeout = 0;
DROP INDEX CONCURRENTLY orders_total;
