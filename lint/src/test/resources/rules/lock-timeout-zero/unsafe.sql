-- example: 1
SET lock_timeout = 0;

-- example: 2
SET LOCAL lock_timeout = '0';

-- example: 3
SET SESSION lock_timeout TO '0ms';

-- example: by default
SET lock_timeout TO DEFAULT;
