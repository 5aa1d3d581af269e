-- example: 1
-- migration-unsafe-ack: why
DROP TABLE orders;

-- example: 2
-- migration-unsafe-ack: why

SELECT 1;
DROP TABLE orders;

-- example: 3
SELECT 1;
