-- example: 1
SET lock_timeout = '500ms';
ALTER TABLE orders ADD COLUMN c int;

-- example: 2
BEGIN;
SET LOCAL lock_timeout TO 500;
ALTER TABLE orders ADD COLUMN c int;
COMMIT;

-- example: 3
ALTER TABLE orders VALIDATE CONSTRAINT total_positive;

-- example: the session keeps its own behind a transaction
SET lock_timeout = '500ms';
BEGIN;
SET LOCAL lock_timeout = '100ms';
ALTER TABLE orders ADD COLUMN c int;
COMMIT;
ALTER TABLE orders ADD COLUMN d int;

-- example: something else is taken back
SET lock_timeout = '500ms';
RESET statement_timeout;
ALTER TABLE orders ADD COLUMN c int;

-- example: set to what only the tool knows
SET lock_timeout = ${timeout};
ALTER TABLE orders ADD COLUMN c int;

-- example: storage parameters
ALTER TABLE orders SET (fillfactor = 80);

-- example: a statistics target
ALTER TABLE orders ALTER number SET STATISTICS 500;

-- example: a new table becomes a partition
CREATE TABLE fresh (id bigint);
ALTER TABLE parts ATTACH PARTITION fresh FOR VALUES FROM (1) TO (10);

-- example: set for the session within a transaction
BEGIN;
SET LOCAL lock_timeout = '1s';
SET lock_timeout = '500ms';
COMMIT;
ALTER TABLE orders ADD COLUMN c int;
