-- example: 1
UPDATE orders SET total = 0;

-- example: 2
UPDATE ONLY orders SET total = total + 1;

-- example: 3
UPDATE orders o SET total = c.id FROM customers c;
