-- example: 1
DROP SCHEMA sales;

-- example: 2
DROP SCHEMA sales CASCADE;

-- example: 3
DROP SCHEMA IF EXISTS sales CASCADE;

-- example: that may have been there
CREATE SCHEMA IF NOT EXISTS sales;
DROP SCHEMA sales;
