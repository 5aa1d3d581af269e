-- example: 1
UPDATE orders SET total = 0 WHERE total IS NULL;

-- example: 2
DELETE FROM orders WHERE total < 0;

-- example: 3
INSERT INTO plain (id, number) SELECT id, number FROM orders;

-- example: what WITH finds
INSERT INTO plain (id) WITH found AS (SELECT id FROM orders) SELECT id FROM found;

-- example: in parentheses
INSERT INTO loose (SELECT id FROM orders);

-- example: a whole table
INSERT INTO loose TABLE parts;

-- example: by MERGE
MERGE INTO plain p USING orders o ON p.id = o.id WHEN MATCHED AND o.total > 5 THEN UPDATE SET price = o.total WHEN NOT MATCHED THEN INSERT (id) VALUES (o.id);
