-- example: 1
ALTER TYPE state ADD VALUE 'lost';

-- example: 2
BEGIN;
CREATE TYPE mood AS ENUM ('a');
ALTER TYPE mood ADD VALUE 'b';
COMMIT;

-- example: 3
BEGIN;
COMMIT;
ALTER TYPE state ADD VALUE 'lost';
