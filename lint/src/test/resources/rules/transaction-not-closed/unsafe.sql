-- example: 1
BEGIN;
SELECT 1;

-- example: 2
BEGIN;

-- example: 3
BEGIN;
SAVEPOINT s;
ROLLBACK TO SAVEPOINT s;
