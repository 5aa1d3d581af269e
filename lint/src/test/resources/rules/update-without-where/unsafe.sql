-- example: 1
UPDATE orders SET total = 0;

-- example: 2
UPDATE ONLY orders SET total = total + 1;

-- example: 3
UPDATE orders o SET total = c.id FROM customers c;

-- example: by a query of WITH
WITH changed AS (UPDATE plain SET price = 0 RETURNING id) INSERT INTO loose SELECT id FROM changed;

-- example: by WITH of an UPDATE
WITH changed AS (UPDATE plain SET price = 0 RETURNING id) UPDATE loose SET id = 1 FROM changed WHERE loose.id = changed.id;

-- example: by WITH of a DELETE
WITH changed AS (UPDATE plain SET price = 0 RETURNING id) DELETE FROM loose USING changed WHERE loose.id = changed.id;

-- example: by WITH of a MERGE
WITH changed AS (UPDATE plain SET price = 0 RETURNING id) MERGE INTO loose USING changed ON loose.id = changed.id WHEN MATCHED THEN DELETE;
