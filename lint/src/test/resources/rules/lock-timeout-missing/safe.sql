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
