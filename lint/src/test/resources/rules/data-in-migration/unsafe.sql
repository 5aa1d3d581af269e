-- example: 1
UPDATE orders SET total = 0 WHERE total IS NULL;

-- example: 2
DELETE FROM orders WHERE total < 0;

-- example: 3
INSERT INTO plain (id, number) SELECT id, number FROM orders;
