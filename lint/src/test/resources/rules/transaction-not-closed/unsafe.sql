-- example: 1
BEGIN;
SELECT 1;

-- example: 2
BEGIN;

-- example: 3
BEGIN;
SAVEPOINT s;
ROLLBACK TO SAVEPOINT s;

-- example: AND CHAIN begins another
BEGIN;
COMMIT AND CHAIN;

-- example: another one was committed
BEGIN;
COMMIT PREPARED 'p';
