-- example: 1
BEGIN;
COMMIT;

-- example: 2
SELECT 1;

-- example: 3
BEGIN;
ROLLBACK;
