-- example: 1
SET lock_timeout = '5s';

-- example: 2
SET statement_timeout = '1h';

-- example: 3
SET lock_timeout TO 500;

-- example: in microseconds
SET lock_timeout = '500000us';
