-- example: 1
SET lock_timeout = '1min';

-- example: 2
SET LOCAL lock_timeout = 60000;

-- example: 3
SET lock_timeout TO '10s';

-- example: in microseconds
SET lock_timeout = '6000000us';

-- example: in hours
SET lock_timeout = '1h';

-- example: in days
SET lock_timeout = '1d';
