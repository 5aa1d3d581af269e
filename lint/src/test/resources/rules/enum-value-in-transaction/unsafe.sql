-- example: 1
BEGIN;
ALTER TYPE state ADD VALUE 'lost';
COMMIT;

-- example: 2
BEGIN;
ALTER TYPE state ADD VALUE IF NOT EXISTS 'lost';
COMMIT;

-- example: 3
START TRANSACTION;
ALTER TYPE state ADD VALUE 'lost' BEFORE 'new';
COMMIT;
