-- example: 1
SET lock_timeout = '500ms';

-- example: 2
SET statement_timeout = 0;

-- example: 3
SET lock_timeout TO 1000;
