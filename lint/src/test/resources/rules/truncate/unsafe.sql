-- example: 1
TRUNCATE orders;

-- example: 2
TRUNCATE TABLE orders, plain;

-- example: 3
TRUNCATE orders RESTART IDENTITY CASCADE;
