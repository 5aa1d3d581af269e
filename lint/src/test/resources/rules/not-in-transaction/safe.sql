-- example: 1
VACUUM orders;

-- example: 2
BEGIN;
ANALYZE orders;
COMMIT;

-- example: 3
BEGIN;
COMMIT;
VACUUM orders;
