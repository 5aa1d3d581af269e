-- example: 1
CREATE SCHEMA trade;

-- example: 2
CREATE SCHEMA trade;
ALTER SCHEMA trade RENAME TO trades;

-- example: 3
CREATE SCHEMA IF NOT EXISTS sales;
