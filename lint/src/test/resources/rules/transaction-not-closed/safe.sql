-- example: 1
BEGIN;
COMMIT;

-- example: 2
SELECT 1;

-- example: 3
BEGIN;
ROLLBACK;

-- example: aborted
BEGIN;
ABORT;

-- example: ended
BEGIN;
END;

-- example: no other one is begun
BEGIN;
COMMIT AND NO CHAIN;
