-- example: 1
BEGIN;
ALTER TABLE orders ADD COLUMN c int;
UPDATE orders SET c = 1;
COMMIT;

-- example: 2
BEGIN;
ALTER TABLE orders ADD COLUMN c int;
ALTER TABLE customers ADD COLUMN c int;
COMMIT;

-- example: 3
BEGIN;
ALTER TABLE orders ADD COLUMN c int;
CREATE INDEX i ON orders (c);
COMMIT;
