-- example: 1
DELETE FROM orders;

-- example: 2
DELETE FROM ONLY plain;

-- example: 3
DELETE FROM orders USING customers;
