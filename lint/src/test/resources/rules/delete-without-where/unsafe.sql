-- example: 1
DELETE FROM orders;

-- example: 2
DELETE FROM ONLY plain;

-- example: 3
DELETE FROM orders USING customers;

-- example: by a query of WITH
WITH gone AS (DELETE FROM plain RETURNING id) SELECT count(*) FROM gone;
