-- example: 1
BEGIN;
LOCK TABLE orders IN ACCESS SHARE MODE;
COMMIT;

-- example: 2
BEGIN;
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
LOCK TABLE fresh;
COMMIT;

-- example: 3
BEGIN;
LOCK TABLE orders IN ROW SHARE MODE;
COMMIT;
