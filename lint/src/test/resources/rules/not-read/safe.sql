-- example: 1
SELECT 1;

-- example: 2
ALTER TABLE orders ADD COLUMN c int;

-- example: 3
\echo hello
SELECT 1;
