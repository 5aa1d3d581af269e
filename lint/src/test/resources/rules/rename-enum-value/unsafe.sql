-- example: 1
ALTER TYPE state RENAME VALUE 'new' TO 'open';

-- example: 2
ALTER TYPE public.state RENAME VALUE 'new' TO 'open';

-- example: 3
BEGIN;
ALTER TYPE state RENAME VALUE 'new' TO 'open';
COMMIT;
