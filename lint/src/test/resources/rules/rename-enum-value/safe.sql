-- example: 1
ALTER TYPE state ADD VALUE 'lost';

-- example: 2
CREATE TYPE mood AS ENUM ('a');
ALTER TYPE mood RENAME VALUE 'a' TO 'b';

-- example: 3
ALTER TYPE state ADD VALUE IF NOT EXISTS 'lost' AFTER 'new';
