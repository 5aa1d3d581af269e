-- example: 1
-- migration-unsafe-ack: nobody uses it
DROP TABLE orders;

-- example: 2
DROP TABLE orders;

-- example: 3
-- a comment
SELECT 1;
