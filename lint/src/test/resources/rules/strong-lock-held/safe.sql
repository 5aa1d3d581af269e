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
