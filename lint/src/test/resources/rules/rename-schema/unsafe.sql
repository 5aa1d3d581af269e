-- example: 1
ALTER SCHEMA sales RENAME TO trade;

-- example: 2
ALTER SCHEMA "sales" RENAME TO trade;

-- example: 3
SET lock_timeout = '1s';
ALTER SCHEMA sales RENAME TO trade;
