-- example: 1
ALTER TABLE orders ADD COLUMN c int;

-- example: 2
CREATE INDEX i ON orders (total);

-- example: 3
ALTER TABLE orders ALTER total SET DEFAULT 0;

-- example: SET LOCAL outside of a transaction does nothing
SET LOCAL lock_timeout = '500ms';
ALTER TABLE orders ADD COLUMN c int;

-- example: SET LOCAL ends with its transaction
BEGIN;
SET LOCAL lock_timeout = '500ms';
ALTER TABLE orders ADD COLUMN c int;
COMMIT;
ALTER TABLE orders ADD COLUMN d int;

-- example: it is taken back
SET lock_timeout = '500ms';
RESET lock_timeout;
ALTER TABLE orders ADD COLUMN c int;

-- example: all is taken back
SET lock_timeout = '500ms';
DISCARD ALL;
ALTER TABLE orders ADD COLUMN c int;

-- example: taken back within a transaction
BEGIN;
SET LOCAL lock_timeout = '500ms';
RESET lock_timeout;
ALTER TABLE orders ADD COLUMN c int;
COMMIT;

-- example: all is taken back by RESET
SET lock_timeout = '500ms';
RESET ALL;
ALTER TABLE orders ADD COLUMN c int;
