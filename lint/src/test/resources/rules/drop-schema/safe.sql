-- example: 1
CREATE SCHEMA trade;
DROP SCHEMA trade;

-- example: 2
CREATE SCHEMA trade;

-- example: 3
CREATE SCHEMA trade;
DROP SCHEMA trade CASCADE;
