-- example: 1
ALTER TABLE orders ADD COLUMN c int;
UPDATE orders SET c = 1 WHERE id = 1;

-- example: 2
BEGIN;
ALTER TABLE orders ADD COLUMN c int;
COMMIT;
ALTER TABLE customers ADD COLUMN c int;

-- example: 3
BEGIN;
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh ADD COLUMN c int;
UPDATE fresh SET c = 1;
COMMIT;

-- example: the same table again
BEGIN;
ALTER TABLE orders ADD COLUMN c int;
ALTER TABLE orders ADD COLUMN d int;
COMMIT;

-- example: two transactions
BEGIN;
ALTER TABLE orders ADD COLUMN c int;
COMMIT;
BEGIN;
ALTER TABLE customers ADD COLUMN c int;
COMMIT;

-- example: readers go on meanwhile
BEGIN;
ALTER TABLE orders DISABLE TRIGGER touched;
ALTER TABLE customers ADD COLUMN c int;
COMMIT;
